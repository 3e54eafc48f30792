import { PositionWaiters, type Looked } from './position-waiters.ts';

/** Looks that a test answers one by one. */
function looks() {
  const asked: { keys: readonly string[]; answer: (looked: Looked) => void; fail: (error: Error) => void }[] = [];
  const wants: number[] = [];
  const waiters = new PositionWaiters(
    (keys) => new Promise((answer, fail) => asked.push({ keys, answer: (looked) => answer(looked), fail })),
    () => wants.push(asked.length),
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, waiters, settled, wants };
}
const at = (reached: string, ...dirty: string[]): Looked => ({ reached: () => reached, dirty: new Set(dirty) });
/** Partitions `a` and `b`, each with its checkpoint. */
const apart = (a: string, b: string): Looked => ({
  reached: (partitions = ['a', 'b']) => partitions.map((name) => ({ a, b })[name]!).sort()[0]!,
  dirty: new Set(),
});

describe('those who wait for a position', () => {
  it('look together, one look after the other', async () => {
    const { asked, waiters, settled } = looks();
    const first = waiters.until({ position: '1', key: 'a' }, 5000);
    const others = ['b', 'c', undefined].map((key) => waiters.until({ position: '2', key }, 5000));
    waiters.changed();
    expect(asked.map(({ keys }) => keys)).toEqual([['a']]);
    asked[0]!.answer(at('1'));
    expect((await first).met).toBe(true);
    await settled();
    expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c']]);
    asked[1]!.answer(at('2'));
    expect((await Promise.all(others)).map(({ met }) => met)).toEqual([true, true, true]);
  });

  it('wait for the document that they name and for no other', async () => {
    const { asked, waiters, settled } = looks();
    const [clean, behind] = [
      waiters.until({ position: '1', key: 'clean' }, 5000),
      waiters.until({ position: '1', key: 'behind' }, 5000),
    ];
    asked[0]!.answer(at('0'));
    await settled();
    asked[1]!.answer(at('1', 'behind'));
    expect((await clean).met).toBe(true);
    waiters.changed();
    await settled();
    asked[2]!.answer(at('1'));
    expect((await behind).met).toBe(true);
  });

  it('for what one partition holds wait for no other one', async () => {
    const { asked, waiters, settled } = looks();
    const [own, all] = [waiters.until({ position: '2', partitions: ['a'] }, 5000), waiters.until({ position: '2' }, 5000)];
    asked[0]!.answer(apart('2', '1'));
    await settled();
    asked[1]!.answer(apart('2', '1'));
    expect((await own).met).toBe(true);
    waiters.changed();
    await settled();
    asked[2]!.answer(apart('2', '2'));
    expect((await all).met).toBe(true);
  });

  it('say so where a document is behind its rows, and where quiet partitions are; of a partition whose event is on its way they do not', async () => {
    const { asked, waiters, settled, wants } = looks();
    const own = waiters.until({ position: '2', key: 'd', partitions: ['a'] }, 5000);
    asked[0]!.answer({ ...apart('1', '2'), dirty: new Set() });
    await settled();
    expect(wants).toEqual([]);
    waiters.changed();
    await settled();
    asked[1]!.answer({ ...apart('2', '1'), dirty: new Set('d') });
    await settled();
    expect(wants).toEqual([2]);
    waiters.changed();
    await settled();
    asked[2]!.answer(apart('2', '1'));
    expect((await own).met).toBe(true);
    const all = waiters.until({ position: '2' }, 5000);
    await settled();
    asked[3]!.answer(apart('2', '1'));
    await settled();
    expect(wants).toEqual([2, 4]);
    waiters.changed();
    await settled();
    asked[4]!.answer(apart('2', '2'));
    await all;
  });

  it('get the checkpoint when their timeout ends, without any signal', async () => {
    const waiters = new PositionWaiters(
      async () => at('3'),
      () => undefined,
    );
    const { looked, met } = await waiters.until({ position: '9' }, 60);
    expect([looked.reached(), met]).toEqual(['3', false]);
  });

  it('hear what a look throws, and those who come later look again', async () => {
    const { asked, waiters, settled } = looks();
    const waiting = waiters.until({ position: '1' }, 5000);
    asked[0]!.fail(new Error('away'));
    await expect(waiting).rejects.toThrow('away');
    await settled();
    const later = waiters.until({ position: '1' }, 5000);
    asked[1]!.answer(at('1'));
    expect((await later).met).toBe(true);
  });
});
