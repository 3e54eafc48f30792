import {
  ViewsRecorded,
  viewClasses,
  viewsRecordedStream,
  type ClassifiedFact,
  type ViewClass,
  encodeFacts,
  factsOf,
  type ToldFacts,
} from '@stoa/contracts';
import { derivedId, sha256, type NewEvent } from '@stoa/kernel';
import { judge } from '../judging/judge.ts';
import type { ShardMemory } from '../judging/shard-memory.ts';
import type { ViewRules } from '../judging/view-rules.ts';
import { withinLimits } from './within-limits.ts';

/** A message at its place. */
export interface ToldAt {
  readonly offset: bigint;
  readonly told: ToldFacts;
}

/** What a batch continues. */
export interface Chain {
  readonly shard: number;
  /** Of the batch before; null for the first. */
  readonly previous: string | null;
}

/** The hash by which the next batch names this one: SHA-256 over its own `previous` and its facts. */
export const hashOf = ({ previous, facts }: { previous: string | null; facts: string }): string =>
  sha256(`${previous ?? ''}${facts}`);

/** Judges what messages told, in their order, and makes the event that seals it. `now`: ISO. */
export function sealed(messages: readonly ToldAt[], chain: Chain, rules: ViewRules, memory: ShardMemory, now: string): NewEvent {
  const told = messages.flatMap((message) => factsOf(message.told));
  const facts = told.flatMap((fact) => {
    const classified = judge(rules, withinLimits(fact, memory.day(fact.at)), memory);
    return classified ? [classified] : [];
  });
  const times = facts.map(({ at }) => at);
  const from = String(messages[0]!.offset);
  const data = {
    shard: chain.shard,
    source: 'readers',
    from,
    to: String(messages.at(-1)!.offset),
    rules: rules.version,
    firstAt: times.length > 0 ? instantOf(times.reduce((a, b) => Math.min(a, b))) : now,
    lastAt: times.length > 0 ? instantOf(times.reduce((a, b) => Math.max(a, b))) : now,
    classes: countsOf(facts),
    retries: told.length - facts.length,
    optedOut: messages.reduce((sum, message) => sum + message.told.optedOut, 0),
    previous: chain.previous,
    facts: encodeFacts(facts),
  };
  const id = derivedId(viewsRecordedStream(chain.shard), chain.previous ?? '', from);
  const meta = { commandId: id, bodyHash: hashOf(data), occurredAt: now, correlationId: `views-${id}` };
  return { ...ViewsRecorded(data), id, meta };
}

export const instantOf = (ms: number) => new Date(ms).toISOString();

export function countsOf(facts: readonly ClassifiedFact[]): Record<ViewClass, number> {
  const counts = Object.fromEntries(viewClasses.map((name) => [name, 0])) as Record<ViewClass, number>;
  for (const fact of facts) counts[fact.class]++;
  return counts;
}
