import type { ViewClass, ViewFact } from '@stoa/contracts';
import type { Circumstances, ViewRules } from './view-rules.ts';

/** What is taken for a machine. docs/what-counts-as-a-view.md says why these numbers. */
export const LIMITS = {
  /** Facts of one visitor within ten minutes. */
  facts: 150,
  /** New visitors of one network within ten minutes; members are each a network of their own. */
  visitorsAtOnce: 60,
  /** New visitors of one network within a UTC day. */
  visitorsADay: 500,
  /** Milliseconds by which a page may seem to have been visible for longer than it has existed. */
  tolerance: 250,
} as const;

/** The rule of a view: this much of the answer, for this long. */
export const SHARE = 50;
export const VISIBLE_MS = 1000;

export const rulesV1: ViewRules = {
  version: 'views.rules.v1',
  kind: 'pages',
  summary:
    'At least half of the answer (or of the window, where it is taller) visible for one second on an active page, once per visitor and UTC day; not by a bot, its author or staff.',
  judge: (fact, circumstances) =>
    unfit(fact, circumstances) ?? (fact.kind === 'time' ? timeOf(fact, circumstances) : viewOf(fact, circumstances)),
};

/** Why a fact is no reader's, whatever it tells. */
function unfit(fact: ViewFact, { day }: Circumstances): ViewClass | undefined {
  if (fact.verdict !== 'valid' || fact.target === null) return 'invalid';
  if (fact.reader.bot !== null) return 'known_bot';
  if (isImpossible(fact) || isTooFast(fact, day)) return 'automated';
  return fact.prefetch ? 'prefetch' : undefined;
}

/** It claims to have been visible for longer than the page has existed. */
const isImpossible = ({ visibleMs, sinceRender, kind }: ViewFact) =>
  sinceRender !== null && kind !== 'glimpse' && visibleMs > sinceRender + LIMITS.tolerance;

/** Once over a limit, a visitor or network stays there until the day ends: a machine that slows down is still one. */
export function isTooFast(fact: ViewFact, day: Circumstances['day']): boolean {
  return day.factsOf(fact) >= LIMITS.facts || isOfCrowd(fact, day);
}

/** Its network has shown more visitors today than people make. */
export function isOfCrowd(fact: ViewFact, day: Circumstances['day']): boolean {
  const { atOnce, today } = day.visitorsOf(fact);
  return atOnce > LIMITS.visitorsAtOnce || today > LIMITS.visitorsADay;
}

/** The time belongs to what was seen. */
const timeOf = (_fact: ViewFact, { told }: Circumstances): ViewClass => told?.class ?? 'glimpse';

function viewOf(fact: ViewFact, { day }: Circumstances): ViewClass {
  if (fact.kind === 'glimpse' || fact.share < SHARE || fact.visibleMs < VISIBLE_MS) return 'glimpse';
  if (fact.staff) return 'staff';
  if (fact.self) return 'self';
  return day.isCounted(fact) ? 'repeat' : 'human';
}
