import fc from 'fast-check';
import { decodeOrder, encodeOrder, inOrder, nextOf, wholeOrder, type ListedAnswer } from './answer-order.ts';

const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 200 });
const listed = (some: readonly string[]): ListedAnswer[] => some.map((id) => ({ id, publishedAt: '2026-06-23T10:00:00.000Z' }));
const nth = (index: number) => `11111111-1111-5111-8111-${index.toString(16).padStart(12, '0')}`;
/** Answers from the oldest on. */
const many = (count: number): ListedAnswer[] =>
  Array.from({ length: count }, (_, index) => ({
    id: nth(index),
    publishedAt: new Date(1_782_208_800_000 + 1000 * (index >> 1)).toISOString(),
  }));
/** Reads a listing to its end, in parts, while `at` may change what there is. */
function readOn(cursor: string | null, at: (part: number) => ListedAnswer[], size: number) {
  const read: { rank: number; id: string }[] = [];
  let longest = 0;
  for (let part = 0; cursor !== null; part++) {
    const answers = at(part);
    longest = Math.max(longest, cursor.length);
    const order = decodeOrder(cursor);
    const left = inOrder(order, answers);
    read.push(...left.slice(0, size).map(({ rank, answer }) => ({ rank, id: answer.id })));
    cursor = nextOf(order, left, size, answers.map(({ id }) => id)); // prettier-ignore
  }
  return { read, longest };
}

it('gives the rest of an order back, with the ranks that go on', () => {
  fc.assert(
    fc.property(ids, fc.nat(), (all, at) => {
      const shown = at % all.length;
      const order = decodeOrder(encodeOrder(shown, all)!);
      expect(inOrder(order, listed(all)).map(({ rank, answer }) => [rank, answer.id])).toEqual(all.slice(shown).map((id, index) => [shown + 1 + index, id])); // prettier-ignore
    }),
  );
});

it('tells ids apart that end alike', () => {
  const all = ['1', '2', '3'].map((digit) => `11111111-1111-5111-${digit}111-111111111111`);
  expect(inOrder(decodeOrder(encodeOrder(0, all)!), listed(all).reverse()).map(({ answer }) => answer.id)).toEqual(all);
});

it('leaves out what is there no more', () => {
  const all = ['a', 'b', 'c', 'd'].map((digit) => `11111111-1111-5111-8111-11111111111${digit}`);
  expect(inOrder(decodeOrder(encodeOrder(1, all)!), listed([all[3]!, all[1]!])).map(({ rank }) => rank)).toEqual([2, 4]);
});

it('is none where nothing is left', () => expect(encodeOrder(1, ['x'])).toBeNull());

it('holds 1,900 answers as they are ranked, in what fits into an address', () => {
  const all = many(1930)
    .map(({ id }) => id)
    .reverse();
  const cursor = encodeOrder(30, all)!;
  expect(cursor.length).toBeLessThanOrEqual(8000);
  expect(inOrder(decodeOrder(cursor), many(1930)).map(({ answer }) => answer.id)).toEqual(all.slice(30));
});

it('gives all of more, each once: the first as they are ranked, the others from the oldest on', () => {
  const answers = many(5000);
  const ranked = answers.map(({ id }) => id).reverse();
  const { read, longest } = readOn(encodeOrder(30, ranked), () => answers, 700);
  const held = 1900 - 30;
  expect(longest).toBeLessThanOrEqual(8000);
  expect(read.map(({ rank }) => rank)).toEqual(Array.from({ length: 4970 }, (_, index) => 31 + index));
  expect(read.slice(0, held).map(({ id }) => id)).toEqual(ranked.slice(30, 1900));
  const others = read.slice(1900).map(({ id }) => id);
  expect(others).toEqual([...others].sort());
  expect(new Set([...ranked.slice(0, 30), ...read.map(({ id }) => id)]).size).toBe(5000);
  const again = readOn(encodeOrder(30, ranked), () => answers, 31);
  expect(again.read).toEqual(read);
});

it('from the page’s first answer on it is the same order', () => {
  const answers = many(2500);
  const ranked = answers.map(({ id }) => id).reverse();
  const next = encodeOrder(30, ranked);
  const order = wholeOrder(ranked.slice(0, 30), next);
  const left = inOrder(order, answers);
  expect(left.map(({ answer }) => answer.id)).toEqual([...ranked.slice(0, 30), ...inOrder(decodeOrder(next!), answers).map(({ answer }) => answer.id)]); // prettier-ignore
  expect(nextOf(order, left, 30, ranked)).toBe(next);
});

it('shows nothing twice and leaves nothing out while answers come and go', () => {
  const answers = many(3000);
  const ranked = answers.map(({ id }) => id).reverse();
  const gone = new Set(answers.filter((_, index) => index % 7 === 0).map(({ id }) => id));
  const later = many(3100);
  const at = (part: number) => (part === 0 ? answers : later.filter(({ id }) => !gone.has(id)));
  const { read } = readOn(encodeOrder(30, ranked), at, 100);
  const shown = read.map(({ id }) => id);
  expect(new Set(shown).size).toBe(shown.length);
  const lacking = later.filter(({ id }) => !gone.has(id) && !ranked.slice(0, 30).includes(id) && !shown.includes(id));
  expect(lacking).toEqual([]);
});

it('goes on with cursors that former releases have given', () => {
  const former = Buffer.from(`03${'0000001f'}${'0000aa'}${'0000bb'}`, 'hex').toString('base64url');
  const answers = ['bb', 'aa', 'cc'].map((end) => ({ id: `11111111-1111-5111-8111-1111110000${end}`, publishedAt: '' }));
  expect(inOrder(decodeOrder(former), answers).map(({ rank, answer }) => [rank, answer.id.slice(-2)])).toEqual([[31, 'aa'], [32, 'bb']]); // prettier-ignore
});

it('refuses what is no such cursor', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.constantFrom('', 'AA', 'AwAAAAE', 'AwAAAAEA', '_w==', 'gwAAAAE', `gwAAAAE${'_'.repeat(44)}`),
      ),
      (text) => {
        try {
          expect(decodeOrder(text).ends.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '?cursor' }] });
        }
      },
    ),
  );
});
