import { NOTHING_RELAYED, type RelayCheckpoint, type RelayLedger } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import { CheckpointSaver } from './checkpoint-saver.ts';

const at = (position: string): RelayCheckpoint => ({ ...NOTHING_RELAYED, position });

function world() {
  const saved: string[] = [];
  const ledger: RelayLedger = {
    load: async () => NOTHING_RELAYED,
    save: async (_before, { position }) => saved.push(position) > 0,
  };
  const failures: unknown[] = [];
  const reports = { trouble: (_about: unknown, error: unknown) => failures.push(error), recovered: () => undefined };
  const saver = new CheckpointSaver(ledger, '', 1, new AbortController().signal, (error) => failures.push(error), reports);
  return { saved, failures, saver };
}

describe('checkpoints of a relay', () => {
  it('that come quickly after each other are not all saved, but the last one is', async () => {
    const { saved, failures, saver } = world();
    const positions = Array.from({ length: 50 }, (_, index) => String(index + 1).padStart(2, '0'));
    for (const position of positions) {
      saver.save(at(position));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(() => expect(saved.at(-1)).toBe('50'));
    expect(saved[0]).toBe('01');
    expect(saved.length).toBeLessThan(50);
    expect(failures).toEqual([]);
  });

  it('are saved before a relay ends, however recently one was', async () => {
    const { saved, saver } = world();
    saver.save(at('1'));
    await eventually(() => expect(saved).toEqual(['1']));
    saver.save(at('2'));
    await saver.settled();
    expect(saved).toEqual(['1', '2']);
  });
});
