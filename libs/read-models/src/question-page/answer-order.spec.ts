import fc from 'fast-check';
import { decodeOrder, encodeOrder, inOrder } from './answer-order.ts';

const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 200 });

it('gives the rest of an order back, with the ranks that go on', () => {
  fc.assert(
    fc.property(ids, fc.nat(), (all, at) => {
      const shown = at % all.length;
      const order = decodeOrder(encodeOrder(shown + 1, all.slice(shown), all)!);
      expect(inOrder(order, all.map((id) => ({ id })))).toEqual(all.slice(shown).map((id, index) => ({ rank: shown + 1 + index, answer: { id } }))); // prettier-ignore
    }),
  );
});

it('tells ids apart that end alike', () => {
  const all = ['1', '2', '3'].map((digit) => `11111111-1111-5111-${digit}111-111111111111`);
  expect(inOrder(decodeOrder(encodeOrder(1, all, all)!), all.map((id) => ({ id })).reverse()).map(({ answer }) => answer.id)).toEqual(all); // prettier-ignore
});

it('leaves out what is there no more', () => {
  const all = ['a', 'b', 'c'].map((digit) => `11111111-1111-5111-8111-11111111111${digit}`);
  const left = [{ id: all[2]! }, { id: all[0]! }];
  expect(inOrder(decodeOrder(encodeOrder(7, all, all)!), left).map(({ rank }) => rank)).toEqual([7, 9]);
});

it('is none where nothing is left', () => expect(encodeOrder(4, [], ['x'])).toBeNull());

it('fits into an address for 1,900 answers', () => {
  const all = Array.from({ length: 1900 }, (_, index) => `11111111-1111-5111-8111-${index.toString(16).padStart(12, '0')}`);
  const cursor = encodeOrder(31, all, all)!;
  expect(cursor.length).toBeLessThanOrEqual(8000);
  expect(decodeOrder(cursor).ends).toHaveLength(1900);
});

it('refuses what is no such cursor', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('', 'AA', 'AwAAAAE', 'AwAAAAEA', '_w==')), (text) => {
      try {
        expect(decodeOrder(text).ends.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '?cursor' }] });
      }
    }),
  );
});
