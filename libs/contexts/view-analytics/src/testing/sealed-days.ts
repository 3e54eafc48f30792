import { factsOf, signedFacts, viewsRecordedStream, type SealedEvent, type ToldFacts } from '@stoa/contracts';
import { readStream, type EventStore, type RecordedEvent } from '@stoa/kernel';
import type { Random } from '@stoa/testing';
import { ShardSealer } from '../sealing/shard-sealer.ts';
import { NOON, answerNamed, pseudonymOf, readerNamed, seen, told } from './told.ts';

export const DAY = 86_400_000;
const MINUTE = 60_000;
export const SHARD = 2;
/** The first moment of the first day. */
export const FIRST_DAY = NOON - (NOON % DAY);
export const dayOf = (index: number): string => new Date(FIRST_DAY + index * DAY).toISOString().slice(0, 10);

/** Seals messages as the owner of a shard does, `facts` to a batch, in their order. */
export async function seal(store: EventStore, messages: readonly ToldFacts[], { facts = 50, shard = SHARD } = {}): Promise<void> {
  let now = FIRST_DAY;
  const ignored = () => undefined;
  const sealer = new ShardSealer(store, shard, ignored, ignored, { facts, after: 600_000 }, () => now);
  const reached = await sealer.reached();
  for (const [index, message] of messages.entries()) {
    now = message.at;
    await sealer.add({ offset: (reached ?? -1n) + 1n + BigInt(index), told: message });
  }
  await sealer.seal();
  await sealer.close();
}

/** Three days of readers, of somebody who reads too fast for a while, and of an address that makes up visitors in the evening. */
export function threeDays(random: Random, readers = 20): ToldFacts[] {
  const messages: ToldFacts[] = [];
  const look = (at: number, reader: ToldFacts['reader'], answer: number, render: string) => {
    const target = answerNamed(`${answer}`);
    const shown = seen({ target, render: pseudonymOf(render), sinceRender: 600_000 });
    messages.push(told({ at, reader, facts: [shown] }));
    if (random.chance(0.4))
      messages.push(
        told({
          at: at + random.below(6 * 60) * MINUTE,
          reader,
          facts: [{ ...shown, kind: 'time', visibleMs: 1000 + random.below(9000) }],
        }),
      );
  };
  for (let day = 0; day < 3; day++) {
    const start = FIRST_DAY + day * DAY;
    for (let index = 0; index < readers; index++) {
      const reader = readerNamed(`${day} ${index}`);
      for (let times = 1 + random.below(4); times > 0; times--)
        look(start + random.below(DAY), reader, random.below(8), `r${messages.length}`);
    }
    const hasty = readerNamed(`hasty ${day}`);
    for (let index = 0; index < 170; index++) look(start + 10 * 60 * MINUTE + index * 500, hasty, index % 40, `h${day} ${index}`);
    for (let index = 0; index < 90; index++)
      look(start + 20 * 60 * MINUTE + index * 5000, readerNamed(`made up ${day} ${index}`, 'mill'), 3, `m${day} ${index}`);
  }
  return messages.sort((a, b) => a.at - b.at);
}

/** What all events of a store come to: each fact as it counts now, and how often. What was taken back is not there. */
export async function folded(store: EventStore, shard = SHARD): Promise<string> {
  const counts = new Map<string, number>();
  for (const event of (await readStream(store, viewsRecordedStream(shard))) as (RecordedEvent & SealedEvent)[])
    for (const { fact, sign } of signedFacts(event)) {
      const key = JSON.stringify(fact);
      const count = (counts.get(key) ?? 0) + sign;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    }
  return JSON.stringify([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const factsTold = (messages: readonly ToldFacts[]): number => messages.flatMap(factsOf).length;
