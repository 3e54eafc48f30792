import { revisionPage } from './revision-page.ts';

const revisions = (sizes: readonly number[]) => sizes.map((size, revision) => ({ revision, body: 'x'.repeat(size) }));
function pages(sizes: readonly number[], limit: number): number[][] {
  const found: number[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = revisionPage(revisions(sizes), { limit, cursor });
    found.push(page.items.map(({ revision }) => revision));
    cursor = page.next;
  }
  return found;
}

it('holds so many at once', () => expect(pages([1, 1, 1, 1, 1], 2)).toEqual([[0, 1], [2, 3], [4]]));
it('holds fewer where they are large, and one however large it is', () =>
  expect(pages([200_000, 200_000, 200_000, 900_000, 10], 100)).toEqual([[0, 1], [2], [3], [4]]));
it('is empty where there is nothing', () => expect(pages([], 5)).toEqual([[]]));
it('refuses a cursor that is none', () =>
  expect(() => revisionPage([], { limit: 1, cursor: 'x' })).toThrow(expect.objectContaining({ code: 'validation-failed' })));
