import { GroupCommit } from './index.ts';

/** A group commit whose transactions are lists. */
function recording(outcome: (item: string) => string | Error = (item) => item.toUpperCase()) {
  const groups: string[][] = [];
  const group = new GroupCommit<string, string>(
    (items) => {
      groups.push([...items]);
      return items.map(outcome);
    },
    () => undefined,
  );
  return { group, groups };
}

it('writes what arrives together in one transaction, in order', async () => {
  const { group, groups } = recording();
  expect(await Promise.all(['a', 'b', 'c'].map((item) => group.add(item, 1)))).toEqual(['A', 'B', 'C']);
  await group.add('d', 1);
  expect(groups).toEqual([['a', 'b', 'c'], ['d']]);
});

it('keeps transactions small', async () => {
  const { group, groups } = recording();
  await Promise.all(Array.from({ length: 2500 }, () => group.add('a', 1)));
  await Promise.all(['b', 'c', 'd'].map((item) => group.add(item, 3 * 1024 * 1024)));
  expect(groups.map(({ length }) => length)).toEqual([1000, 1000, 500, 2, 1]);
});

it('refuses an item alone for which there is an error, and all where the transaction throws', async () => {
  const { group } = recording((item) => (item === 'bad' ? new Error('refused') : item));
  const [good, bad] = await Promise.allSettled([group.add('good', 1), group.add('bad', 1)]);
  expect([good?.status, bad?.status]).toEqual(['fulfilled', 'rejected']);
  const full = recording(() => {
    throw new Error('disk full');
  }).group;
  const outcomes = await Promise.allSettled([full.add('a', 1), full.add('b', 1)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('writes what waits at once when it is flushed, and fails it when it is refused', async () => {
  const { group, groups } = recording();
  const flushed = group.add('a', 1);
  group.flush();
  expect(groups).toEqual([['a']]);
  const refused = group.add('b', 1);
  group.refuseWaiting(new Error('no'));
  await expect(refused).rejects.toThrow('no');
  expect(await flushed).toBe('A');
  expect(groups).toHaveLength(1);
});
