import { otherHistory, pause, type EventStore, type GenerationRecord, type RelayLedger, type SharedRegistry } from '@stoa/kernel';
import { otherHistoryOf } from '@stoa/projections-engine';

const LOOK_EVERY_MS = 200;

/** Whether what stands in a generation is of the log that is. */
export async function isOfThisLog(
  { registry, store }: { registry: Pick<SharedRegistry, 'open'>; store: Pick<EventStore, 'head' | 'idAt'> },
  record: GenerationRecord,
): Promise<boolean> {
  if (record.ofOtherHistory) return false;
  const generation = await registry.open(record);
  try {
    return (await otherHistoryOf(store, generation)) === null;
  } finally {
    await generation.close();
  }
}

/** Resolves once the relay relays this log: what it relayed of another one would be folded into a generation that is fed before that. */
export async function relayOfThisLog(
  { ledger, store }: { ledger: Pick<RelayLedger, 'load'>; store: Pick<EventStore, 'head' | 'idAt'> },
  signal: AbortSignal,
): Promise<void> {
  while ((await otherHistory(store, await ledger.load())) !== null) {
    await pause(LOOK_EVERY_MS, signal);
    signal.throwIfAborted();
  }
}
