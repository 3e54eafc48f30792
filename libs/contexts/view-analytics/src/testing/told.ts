import {
  decodeFacts,
  viewsRecordedStream,
  ViewsRecorded,
  type ClassifiedFact,
  type SealedEvent,
  type ToldFacts,
} from '@stoa/contracts';
import { aReader, aTarget } from '@stoa/contracts/testing/facts';
import { readStream, sha256, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { idOf, type Random } from '@stoa/testing';
import type { ToldAt } from '../sealing/sealing.ts';

export const NOON = Date.UTC(2026, 10, 2, 12);

export const pseudonymOf = (name: string): string => sha256(name).slice(0, 16);
export const answerNamed = (name: string) => aTarget({ answerId: idOf(`answer ${name}`), mentorId: idOf(`mentor of ${name}`) });
export const readerNamed = (name: string, network = name) =>
  aReader({ visitor: pseudonymOf(`visitor ${name}`), network: pseudonymOf(`network ${network}`) });

type Fact = ToldFacts['facts'][number];

/** A seen answer, but for what is said otherwise. */
export const seen = (over: Partial<Fact> = {}): Fact => ({
  kind: 'seen',
  target: answerNamed('one'),
  render: pseudonymOf('render'),
  verdict: 'valid',
  self: false,
  share: 80,
  visibleMs: 1000,
  sinceRender: 3000,
  referrer: null,
  utmSource: null,
  ...over,
});

export const told = (over: Partial<ToldFacts> = {}): ToldFacts => ({
  at: NOON,
  reader: readerNamed('one'),
  prefetch: false,
  staff: false,
  facts: [seen()],
  optedOut: 0,
  ...over,
});

/** Messages of a shard: readers who come again, look again, and whose pages repeat themselves. */
export function randomMessages(random: Random, length: number): ToldAt[] {
  const messages: ToldAt[] = [];
  for (let offset = 0; offset < length; offset++) {
    const repeated = messages.length > 0 && random.chance(0.2) ? random.one(messages) : undefined;
    messages.push({ offset: BigInt(offset), told: repeated?.told ?? randomTold(random, offset) });
  }
  return messages;
}

function randomTold(random: Random, index: number): ToldFacts {
  if (random.chance(0.05)) return told({ reader: null, facts: [], optedOut: 1 + random.below(3) });
  const at = NOON + index * 3_600_000;
  const render = pseudonymOf(`render ${index}`);
  const facts = Array.from({ length: 1 + random.below(3) }, (_, nth) => {
    const kind = random.one(['seen', 'seen', 'glimpse', 'time'] as const);
    return seen({ kind, target: answerNamed(`${random.below(4)}`), render, visibleMs: 500 + 500 * random.below(5) + nth });
  });
  return told({ at, reader: readerNamed(`${random.below(5)}`), facts, staff: random.chance(0.1) });
}

/** The batches of a shard, in order. */
export async function batchesOf(store: Pick<EventStore, 'read'>, shard: number) {
  const events = (await readStream(store, viewsRecordedStream(shard))) as (RecordedEvent & SealedEvent)[];
  return events.flatMap((event) => (event.type === ViewsRecorded.type ? [event.data] : []));
}

/** What became of every fact, in the order in which it was told. */
export const factsIn = (batches: Awaited<ReturnType<typeof batchesOf>>): ClassifiedFact[] =>
  batches.flatMap(({ facts }) => decodeFacts(facts));
