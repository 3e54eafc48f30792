import { BlockList, isIPv4 } from 'node:net';
import { canonical } from './address.ts';

/** The proxies whose headers are believed. */
export class TrustedProxies {
  static readonly none = new TrustedProxies(new BlockList());

  private constructor(private readonly list: BlockList) {}

  /** Reads a comma-separated list of addresses and CIDR blocks; an empty one trusts nobody. Throws a RangeError whose message names the entry by its number. */
  static parse(text: string): TrustedProxies {
    const list = new BlockList();
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .forEach((entry, index) => add(list, entry, index + 1));
    return new TrustedProxies(list);
  }

  trusts(address: string): boolean {
    const known = canonical(address);
    return known !== undefined && this.list.check(known, familyOf(known));
  }
}

function add(list: BlockList, entry: string, number: number): void {
  const [, text, bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const address = canonical(text ?? '');
  if (address === undefined) throw new RangeError(`entry ${number} is neither an address nor a block such as 10.0.0.0/8`);
  const whole = isIPv4(address) ? 32 : 128;
  // A block of mapped addresses is a block of IPv4.
  const mapped = whole === 32 && text!.includes(':') ? 96 : 0;
  const prefix = bits === undefined ? whole : Number(bits) - mapped;
  if (prefix > whole) throw new RangeError(`the prefix of entry ${number} is longer than its address`);
  if (prefix < 1) throw new RangeError(`entry ${number} trusts every address, and with it whatever anybody claims to be`);
  list.addSubnet(address, prefix, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');
