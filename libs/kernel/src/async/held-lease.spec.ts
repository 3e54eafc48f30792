import { once } from 'node:events';
import { HeldLease, type Leases } from './held-lease.ts';

const TTL_MS = 300;

/** Returns these results one after the other, then the last one for ever. */
function leases(...answers: (() => Promise<{ epoch: number } | undefined>)[]): Leases & { asked: number; released: number } {
  const port = {
    asked: 0,
    released: 0,
    acquire: () => answers[Math.min(port.asked++, answers.length - 1)]!(),
    release: async () => void port.released++,
  };
  return port;
}
const epoch = (number: number) => async () => ({ epoch: number });
const silence = () => new Promise<undefined>(() => undefined);
const taken = async (port: Leases) => (await HeldLease.take(port, 'work', 'me', TTL_MS))!;

describe('a held lease', () => {
  it('is undefined while another owner has it', async () => {
    expect(
      await HeldLease.take(
        leases(async () => undefined),
        'work',
        'me',
        TTL_MS,
      ),
    ).toBeUndefined();
  });

  it('ends before it expires, where no renewal gets a response', async () => {
    const before = performance.now();
    const lease = await taken(leases(epoch(1), silence));
    await once(lease.signal, 'abort');
    expect(lease.isGood).toBe(false);
    // The store's clock started no earlier than this; a late timer does not extend a lease.
    expect((lease as unknown as { until: number }).until - before).toBeLessThan(TTL_MS);
  });

  it('is not good after its time, even if no timer ran', async () => {
    const lease = await taken(leases(epoch(1), silence));
    const end = performance.now() + TTL_MS;
    while (performance.now() < end); // a process whose timers do not run
    expect(lease.isGood).toBe(false);
    await lease.release();
  });

  it.each([
    ['another owner has it', async () => undefined],
    ['it was lost and won again: others may have written in between', epoch(2)],
  ])('ends where %s', async (_what, answer) => {
    const lease = await taken(leases(epoch(1), answer));
    await once(lease.signal, 'abort');
    expect(String(lease.signal.reason)).toContain('Another process');
  });

  it('lasts while it is renewed, despite a failed renewal, until it is released', async () => {
    let failures = 1;
    const shaky = async () => {
      if (failures-- > 0) throw new Error('unavailable');
      return { epoch: 1 };
    };
    const port = leases(epoch(1), shaky);
    const lease = await taken(port);
    const end = performance.now() + 2 * TTL_MS;
    while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
    expect(lease.isGood).toBe(true);
    expect(port.asked).toBeGreaterThan(2);
    await lease.release();
    expect([lease.isGood, port.released]).toEqual([false, 1]);
  });
});
