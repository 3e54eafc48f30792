import { ViewsRestated, encodeFacts, encodeFormer, viewLogShardOf, VIEWS_LOG } from '@stoa/contracts';
import { Refusal, derivedId, type CommandContext, type EventStore, type NewEvent, type Position } from '@stoa/kernel';
import { instantOf } from '../sealing/sealing.ts';
import { dayText } from './days.ts';
import type { Rejudged } from './judge-day.ts';
import type { BatchPlace, SealedBatches } from './sealed-batches.ts';

/** The same facts of a batch after the same restatements make the same event. */
export function restatement(
  { stream, revision, restatedBy }: BatchPlace,
  day: number,
  changed: readonly Rejudged[],
  rules: string,
  { occurredAt, correlationId, principal, bodyHash }: CommandContext,
): NewEvent {
  const facts = changed.map(({ now }) => now);
  const times = facts.map(({ at }) => at);
  const data = {
    shard: shardOf(stream),
    stream,
    revision,
    rules,
    firstAt: instantOf(times.reduce((a, b) => Math.min(a, b))),
    lastAt: instantOf(times.reduce((a, b) => Math.max(a, b))),
    facts: encodeFacts(facts),
    former: encodeFormer(changed.map(({ former }) => former)),
  };
  const id = derivedId(stream, 'restated', String(revision), dayText(day), String(restatedBy.length), rules);
  const meta = { commandId: id, bodyHash, occurredAt, correlationId, principal: principal.memberId };
  return { ...ViewsRestated(data), id, meta };
}

const shardOf = (stream: string) =>
  stream.startsWith(VIEWS_LOG)
    ? viewLogShardOf(stream.slice(VIEWS_LOG.length))
    : Number(stream.slice(stream.lastIndexOf('-') + 1));

/** Appends it once. The owner of the shard may append meanwhile; another command that restates the same may not. */
export async function appendRestated(store: EventStore, batches: SealedBatches, event: NewEvent): Promise<Position> {
  const { stream } = event.data as { stream: string };
  let written: Position | undefined;
  while (written === undefined) {
    try {
      written = (await store.append(stream, [event], batches.end(stream))).position;
    } catch (error) {
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
    await batches.readOn(store, stream, undefined, (found) => {
      if (found.id === event.id) written = found.position;
      else if (found.type === ViewsRestated.type)
        throw new Refusal('request-in-progress', 'Another command restates views; run this one again when it has ended.');
    });
  }
  return written;
}
