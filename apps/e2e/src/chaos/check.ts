import { AnswerPublished, QuestionAsked } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import type { Acknowledged } from './history.ts';

/** What is wrong with a log, by the name of the anomaly; each entry is a sentence. */
export interface Anomalies {
  /** Acknowledged, and not in the store at the position that the answer named. */
  readonly lost: string[];
  /** In the store more than once. */
  readonly doubled: string[];
  /** A stream with a gap, or a client whose later command stands before an earlier one. */
  readonly outOfOrder: string[];
}

const EVENT: Record<Acknowledged['kind'], string> = {
  ask: QuestionAsked.type,
  answer: AnswerPublished.type,
  rate: 'AnswerRated.v1',
};

/** Holds a store's log, read to its end after all was healed, against what clients were told. */
export function anomaliesOf(log: readonly RecordedEvent[], acknowledged: readonly Acknowledged[]): Anomalies {
  return { lost: lostOf(log, acknowledged), doubled: doubledOf(log), outOfOrder: [...gapsOf(log), ...backwardsOf(acknowledged)] };
}

function lostOf(log: readonly RecordedEvent[], acknowledged: readonly Acknowledged[]): string[] {
  const byPosition = new Map(log.map((event) => [event.position, event]));
  return acknowledged.flatMap(({ kind, id, position, client, sequence }) => {
    const event = byPosition.get(position);
    if (event?.type === EVENT[kind] && Object.values(event.data as object).includes(id)) return [];
    return [`${kind} ${sequence} of client ${client} (${id}) is not at ${position}: ${event?.type ?? 'nothing'} is there`];
  });
}

/** Event ids are derived from the command: a command that was carried out twice has the same ones twice. */
function doubledOf(log: readonly RecordedEvent[]): string[] {
  const seen = new Map<string, RecordedEvent>();
  return log.flatMap((event) => {
    const before = seen.get(event.id);
    seen.set(event.id, event);
    return before ? [`${event.type} ${event.id} at ${before.position} and at ${event.position}`] : [];
  });
}

function gapsOf(log: readonly RecordedEvent[]): string[] {
  const next = new Map<string, number>();
  return log.flatMap(({ stream, revision, position }) => {
    const expected = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return revision === expected ? [] : [`${stream} goes on with ${revision} after ${expected - 1} at ${position}`];
  });
}

function backwardsOf(acknowledged: readonly Acknowledged[]): string[] {
  const last = new Map<number, Acknowledged>();
  return [...acknowledged]
    .sort((one, other) => one.client - other.client || one.sequence - other.sequence)
    .flatMap((entry) => {
      const before = last.get(entry.client);
      last.set(entry.client, entry);
      return before && before.position >= entry.position
        ? [
            `client ${entry.client}: command ${entry.sequence} at ${entry.position}, command ${before.sequence} at ${before.position}`,
          ]
        : [];
    });
}
