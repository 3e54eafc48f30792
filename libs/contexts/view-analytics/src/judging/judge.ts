import { isView, type ClassifiedFact, type ViewFact } from '@stoa/contracts';
import type { DayMemory, Told } from './day-memory.ts';
import type { DaySoFar, ViewRules } from './view-rules.ts';

/** What is remembered of facts before. */
export interface FactMemory {
  day(at: number): DaySoFar & Pick<DayMemory, 'firstsOf'>;
  told(fact: Pick<ViewFact, 'render' | 'target' | 'at'>): Told | undefined;
  remember(fact: ClassifiedFact): void;
}

/** Judges a fact and remembers it; undefined for a fact that was told before: a retry of a client or a producer, in no class. */
export function judge(
  rules: ViewRules,
  fact: ViewFact,
  memory: FactMemory,
  isSuspect: (fact: ViewFact) => boolean = () => false,
): ClassifiedFact | undefined {
  const told = memory.told(fact);
  if (told && isRetry(fact, told)) return undefined;
  const day = memory.day(fact.at);
  const of = rules.judge(fact, { day, told, suspect: isSuspect(fact) });
  const first = isView({ kind: fact.kind, class: of }) ? day.firstsOf(fact) : 0;
  const classified = { ...fact, class: of, first, readMs: of === 'human' ? gainOf(fact, told?.readMs ?? 0) : 0 };
  memory.remember(classified);
  return classified;
}

function isRetry(
  { kind, visibleMs }: ViewFact,
  told: { seen: boolean; glimpse: boolean; time: boolean; readMs: number },
): boolean {
  if (kind === 'time') return told.time && toHundredths(visibleMs) <= told.readMs;
  return kind === 'seen' ? told.seen : told.glimpse;
}

/** A page tells its whole time each time it is left: only what is more than before adds to it. */
const gainOf = ({ kind, visibleMs }: ViewFact, before: number) =>
  kind === 'time' ? Math.max(0, toHundredths(visibleMs) - before) : 0;

/** To the hundredth of a second, as it is remembered. */
const toHundredths = (ms: number) => Math.floor(ms / 10) * 10;
