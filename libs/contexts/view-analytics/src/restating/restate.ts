import { TOPICS, VIEW_FACTS, type ClassifiedFact, type ViewsRestatement } from '@stoa/contracts';
import type { CommandContext, EventStore, Position } from '@stoa/kernel';
import { DAY_MS } from '../judging/memory/pace.ts';
import { LogMemory } from '../judging/log-memory.ts';
import { ShardMemory } from '../judging/shard-memory.ts';
import type { ViewRules } from '../judging/view-rules.ts';
import { appendRestated, restatement } from './append-restated.ts';
import { CurrentFacts } from './current-facts.ts';
import { dayText, eachDay, type Days } from './days.ts';
import { DayJudge } from './judge-day.ts';
import { SealedBatches } from './sealed-batches.ts';
import { Tally } from './tally.ts';

export interface Restating {
  readonly days: Days;
  readonly rules: ViewRules;
  readonly dryRun: boolean;
  readonly context: CommandContext;
}

export interface RestatingPace {
  readonly signal?: AbortSignal;
  readonly onProgress?: (facts: number) => void;
  /** Milliseconds after which no further day is begun. */
  readonly within?: number;
}

type Restated = Pick<ViewsRestatement, 'facts' | 'changed' | 'batches' | 'classes' | 'movers' | 'next'> & {
  readonly position: Position | undefined;
};

interface Lane {
  readonly batches: SealedBatches;
  readonly facts: CurrentFacts;
  readonly judge: DayJudge;
  readonly logs: LogMemory | undefined;
}

/** Judges days anew, one after the other, in all shards or in all access logs. It holds of a day what judging remembers, and the day before's. */
export async function restate(store: EventStore, restating: Restating, pace: RestatingPace = {}): Promise<Restated> {
  const { days, rules } = restating;
  const lanes = await lanesOf(store, days, rules);
  const tally = new Tally();
  const began = performance.now();
  let position: Position | undefined;
  for (const day of eachDay(days)) {
    if (day > days.from && performance.now() - began > (pace.within ?? Infinity))
      return { ...tally.counts, position, next: dayText(day) };
    for (const lane of lanes) position = later(position, await restateDay(store, lane, day, restating, tally, pace));
  }
  return { ...tally.counts, position, next: null };
}

async function lanesOf(store: EventStore, days: Days, rules: ViewRules): Promise<Lane[]> {
  if (rules.kind === 'logs') return [laneOf(store, await SealedBatches.ofLogs(store, days), rules, new LogMemory())];
  const dayBefore = days.from - DAY_MS;
  const lanes: Lane[] = [];
  for (let shard = 0; shard < TOPICS[VIEW_FACTS]!.partitions; shard++) {
    const batches = await SealedBatches.ofShard(store, shard, { ...days, from: dayBefore });
    const lane = laneOf(store, batches, rules, new ShardMemory());
    await lane.judge.feed(dayBefore);
    lanes.push(lane);
  }
  return lanes;
}

function laneOf(store: EventStore, batches: SealedBatches, rules: ViewRules, memory: ShardMemory | LogMemory): Lane {
  const facts = new CurrentFacts(store);
  const judge = new DayJudge(rules, memory, facts, batches.places);
  return { batches, facts, judge, logs: memory instanceof LogMemory ? memory : undefined };
}

async function restateDay(
  store: EventStore,
  { batches, facts: current, judge, logs }: Lane,
  day: number,
  { rules, dryRun, context }: Restating,
  tally: Tally,
  { signal, onProgress }: RestatingPace,
): Promise<Position | undefined> {
  let position: Position | undefined;
  for await (const { place, facts } of judge.judged(day)) {
    signal?.throwIfAborted();
    const changed = facts.filter(({ former, now }) => isChanged(former, now));
    for (const { former, now } of facts) tally.add(former, now, isChanged(former, now));
    if (changed.length > 0) tally.batches++;
    if (changed.length > 0 && !dryRun) {
      position = await appendRestated(store, batches, restatement(place, day, changed, rules.version, context));
      current.forget(place);
    }
    onProgress?.(tally.counted);
    // A server answers others between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  logs?.forget(day);
  return position;
}

const isChanged = (former: ClassifiedFact, now: ClassifiedFact) =>
  former.class !== now.class || former.first !== now.first || former.readMs !== now.readMs;

const later = (a: Position | undefined, b: Position | undefined) => (a === undefined || (b !== undefined && b > a) ? b : a);
