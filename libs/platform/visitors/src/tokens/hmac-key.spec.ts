import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { HmacKey } from './hmac-key.ts';

const bothOf = (key: Uint8Array, text: string) => [
  Buffer.from(new HmacKey(key).of(text), 'latin1').toString('hex'),
  createHmac('sha256', key).update(text).digest('hex'),
];

it('is HMAC-SHA-256, with keys shorter and longer than a block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 130 }), fc.string({ unit: 'grapheme' }), (key, text) => {
      const [ours, nodes] = bothOf(key, text);
      expect(ours).toBe(nodes);
    }),
  );
});

it.each([0, 1, 341, 342, 1024, 5000])('is so for a text of %i characters', (length) => {
  const [ours, nodes] = bothOf(Buffer.from('a key'), '語'.repeat(length));
  expect(ours).toBe(nodes);
});

it('remembers nothing of a longer text', () => {
  const key = new HmacKey(Buffer.from('a key'));
  const short = key.of('short');
  key.of('something that is longer');
  expect(key.of('short')).toBe(short);
});
