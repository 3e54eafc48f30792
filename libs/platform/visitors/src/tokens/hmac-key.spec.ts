import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { HmacKey } from './hmac-key.ts';

it('is HMAC-SHA-256, with keys shorter and longer than a block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 130 }), fc.string({ unit: 'grapheme' }), (key, text) => {
      expect(new HmacKey(key).of(text).toString('hex')).toBe(createHmac('sha256', key).update(text).digest('hex'));
    }),
  );
});
