import { TopicCreated } from '@stoa/contracts';
import type { NewEvent, RecordedEvent } from '@stoa/kernel';
import { SqliteEventStore, checkLog, type LogDamaged, type LogFindings } from '../index.ts';
import { newEvent } from './contract-suite.ts';

export const STREAMS = 20;
export const PER_STREAM = 5;
export const EVENTS = STREAMS * PER_STREAM;
/** A hundred of them fill several pages. */
export const eventOf = (index: number): NewEvent => ({
  ...newEvent(`${index}`),
  ...TopicCreated({ topic: 'damage', name: `name-of-${index}-` }),
});

/** Writes a log of these events. */
export async function writeSample(file: string): Promise<void> {
  const store = SqliteEventStore.open(file);
  for (let index = 0; index < EVENTS; index++)
    await store.append(
      `stream-${index % STREAMS}.`,
      [eventOf(index)],
      index < STREAMS ? 'no-stream' : Math.floor(index / STREAMS) - 1,
    );
  await store.close();
}

/** What a reader of the whole log gets, until it meets damage. */
export async function readFrom(path: string): Promise<{ events: RecordedEvent[]; damage: LogDamaged | null; thrown: unknown }> {
  const store = SqliteEventStore.open(path);
  const events: RecordedEvent[] = [];
  let thrown: unknown;
  try {
    for await (const batch of store.readAll('', { batchSize: 30 })) {
      for (const event of batch) void event.meta;
      events.push(...batch);
    }
  } catch (error) {
    thrown = error;
  }
  await store.close();
  return { events, damage: store.damage, thrown };
}

export function checked(path: string): LogFindings {
  for (const steps = checkLog(path); ;) {
    const { value, done } = steps.next();
    if (done) return value;
  }
}

export const asText = (events: readonly RecordedEvent[]) =>
  events.map(({ position, stream, revision, id, type, data, meta, occurredAt, recordedAt }) =>
    JSON.stringify([position, stream, revision, id, type, data, meta, occurredAt, recordedAt]),
  );
