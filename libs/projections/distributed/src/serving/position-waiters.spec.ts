import { PositionWaiters, type Looked } from './position-waiters.ts';

/** Looks that a test answers one by one. */
function looks() {
  const asked: { keys: readonly string[]; answer: (looked: Looked) => void; fail: (error: Error) => void }[] = [];
  const waiters = new PositionWaiters(
    (keys) => new Promise((answer, fail) => asked.push({ keys, answer: (looked) => answer(looked), fail })),
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, waiters, settled };
}
const at = (reached: string, ...dirty: string[]): Looked => ({ reached, dirty: new Set(dirty) });

describe('those who wait for a position', () => {
  it('look together, one look after the other', async () => {
    const { asked, waiters, settled } = looks();
    const first = waiters.until('1', 'a', 5000);
    const others = ['b', 'c', undefined].map((key) => waiters.until('2', key, 5000));
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
    const [clean, behind] = [waiters.until('1', 'clean', 5000), waiters.until('1', 'behind', 5000)];
    asked[0]!.answer(at('0'));
    await settled();
    asked[1]!.answer(at('1', 'behind'));
    expect((await clean).met).toBe(true);
    waiters.changed();
    await settled();
    asked[2]!.answer(at('1'));
    expect((await behind).met).toBe(true);
  });

  it('get the checkpoint when their timeout ends, without any signal', async () => {
    const waiters = new PositionWaiters(async () => at('3'));
    expect(await waiters.until('9', undefined, 60)).toEqual({ looked: at('3'), met: false });
  });

  it('hear what a look throws, and those who come later look again', async () => {
    const { asked, waiters, settled } = looks();
    const waiting = waiters.until('1', undefined, 5000);
    asked[0]!.fail(new Error('away'));
    await expect(waiting).rejects.toThrow('away');
    await settled();
    const later = waiters.until('1', undefined, 5000);
    asked[1]!.answer(at('1'));
    expect((await later).met).toBe(true);
  });
});
