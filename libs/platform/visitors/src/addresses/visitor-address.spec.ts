import { TrustedProxies } from './trusted-proxies.ts';
import { addressOf } from './visitor-address.ts';

const trusted = TrustedProxies.parse('10.0.0.0/8, 192.0.2.7, 2001:db8:aaaa::/48');

describe("the visitor's address", () => {
  it.each([
    ['nobody is trusted with the socket', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['a proxy is', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['a proxy over mapped IPv6', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['a proxy over IPv6', '2001:db8:aaaa::1', '2001:DB8:0::9', '2001:db8::9'],
    ['a proxy that says nothing', '10.1.2.3', undefined, '10.1.2.3'],
    ['two proxies', '10.1.2.3', '198.51.100.1, 192.0.2.7', '198.51.100.1'],
    ['a visitor who writes a header', '10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ["a visitor who names a proxy's address", '10.1.2.3', '1.1.1.1, 10.9.9.9, 198.51.100.1, 192.0.2.7', '198.51.100.1'],
    ['nothing but proxies', '10.1.2.3', '10.0.0.1, 10.0.0.2', '10.0.0.1'],
    ['several headers', '10.1.2.3', ['1.1.1.1', '198.51.100.1, 10.0.0.2'], '198.51.100.1'],
    ['a port', '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6 in brackets', '10.1.2.3', '[2001:db8::9]:4711', '2001:db8::9'],
    ['a mapped entry', '10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
    ['a malformed entry', '10.1.2.3', '198.51.100.1, not-an-address', '10.1.2.3'],
    ['a malformed entry left of a proxy', '10.1.2.3', '198.51.100.1, unknown, 10.0.0.2', '10.0.0.2'],
    ['an empty entry', '10.1.2.3', '198.51.100.1,,10.0.0.2', '10.0.0.2'],
    ['commas alone', '10.1.2.3', ',,,', '10.1.2.3'],
    ['a number for an address', '10.1.2.3', '3325256705', '10.1.2.3'],
    ['an address with more behind it', '10.1.2.3', '198.51.100.1/24', '10.1.2.3'],
    ['a socket without an address', undefined, '198.51.100.1', 'unknown'],
    ['10 KB of trusted entries', '10.1.2.3', `198.51.100.1, ${'10.0.0.2, '.repeat(1000)}10.0.0.3`, '198.51.100.1'],
  ])('where it is %s', (_name, socket, forwarded, address) => {
    expect(addressOf({ socket, forwarded, trusted })).toBe(address);
  });

  it('is the one that the last untrusted hop had, whatever is made up before it', () => {
    const pieces = ['1.1.1.1', '10.0.0.9', '', 'x', '::1', '[', '%', '192.0.2.7', '9'.repeat(50), ' '];
    for (let round = 0; round < 2000; round++) {
      const made = Array.from({ length: round % 9 }, () => pieces[Math.floor(Math.random() * pieces.length)]).join(',');
      expect(addressOf({ socket: '10.1.2.3', forwarded: `${made},198.51.100.1, 10.0.0.2`, trusted })).toBe('198.51.100.1');
      expect(addressOf({ socket: '198.51.100.1', forwarded: made, trusted })).toBe('198.51.100.1');
    }
  });
});

describe('trusted proxies', () => {
  it.each([
    ['', '10.0.0.1', false],
    ['10.0.0.5/8', '10.200.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', true],
    ['::ffff:10.0.0.0/104', '10.0.0.1', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::1', '127.0.0.1', false],
    [' 127.0.0.1 ,, ::1 ,', '::1', true],
    ['0.0.0.0/1', 'unknown', false],
  ])('%j trusts %s: %s', (list, address, expected) => expect(TrustedProxies.parse(list).trusts(address)).toBe(expected));

  it.each([
    ['10.0.0.0/8, proxy.example', 'entry 2 is neither an address nor a block'],
    ['10.0.0.0/33', 'the prefix of entry 1 is longer'],
    ['2001:db8::/129', 'the prefix of entry 1 is longer'],
    ['10.0.0.0/', 'entry 1 is neither'],
    ['10.0.0.0/-1', 'entry 1 is neither'],
    ['10.0.0.0/8/8', 'entry 1 is neither'],
    ['10.0.0', 'entry 1 is neither'],
    ['0.0.0.0/0', 'entry 1 trusts every address'],
    ['::/0', 'entry 1 trusts every address'],
    ['::ffff:0.0.0.0/96', 'entry 1 trusts every address'],
  ])('%j is refused, without repeating it', (list, message) => {
    expect(() => TrustedProxies.parse(list)).toThrow(message);
    expect(() => TrustedProxies.parse(list)).toThrow(RangeError);
    expect(() => TrustedProxies.parse('entry-of-mine')).toThrow(/^((?!entry-of-mine).)*$/);
  });
});
