import { isExcluded, type ClassifiedFact, type SignedFact } from '@stoa/contracts';
import {
  addTo,
  finestOf,
  isNothing,
  measuresOf,
  nothing,
  topicVisitorsOf,
  valueOf,
  valuesOf,
  visitorsOf,
  type Measures,
} from './judged-views.ts';
import { KEPT, KEPT_OF, hourKey, isEntity, scopeKey, shortId, type KeptDimension, type ScopeKind } from './rollup-keys.ts';
import { emptyDay, emptyHour, type BreakdownRow, type DayRow, type HourRow, type PageRow } from './view-rollups.entities.ts';

const COLUMN_OF_CLASS = {
  invalid: 'invalid',
  known_bot: 'knownBot',
  automated: 'automated',
  prefetch: 'prefetch',
  glimpse: 'glimpse',
  staff: 'staff',
  self: 'self',
  repeat: 'repeats',
} as const;

/** What one fact adds to all that it counts for. */
interface Addition {
  readonly fact: ClassifiedFact;
  readonly hour: string;
  readonly adds: Measures;
  readonly sign: 1 | -1;
  readonly restated: number;
}

/** What facts add to the rollups, each key once, as long as they are added here. */
export class FoldedFacts {
  readonly hours = new Map<string, HourRow>();
  readonly days = new Map<string, DayRow>();
  readonly breakdowns = new Map<string, BreakdownRow>();
  readonly pages = new Map<string, PageRow>();
  private readonly short = new Map<string, string>();

  /** `again`: the facts were counted before, and are judged anew. */
  constructor(facts: readonly SignedFact[], again: boolean) {
    for (const { fact, sign } of facts) this.add(fact, sign, again && sign > 0 && fact.kind !== 'time' ? 1 : 0);
  }

  private add(fact: ClassifiedFact, sign: 1 | -1, restated: number): void {
    const adds = measuresOf(fact);
    // What only says how long an answer was seen, and did not count, adds nothing.
    if (isNothing(adds)) return;
    const addition = { fact, hour: hourKey(fact.at), adds, sign, restated };
    this.addScope(addition, 'site', '');
    const { target } = fact;
    if (!target) return;
    const question = this.shortened(target.questionId);
    entry(this.pages, `${question}/${target.slug}`, () => ({ question, slug: target.slug, mentions: 0 })).mentions += sign;
    target.topics.forEach((topic, index) => this.addScope(addition, 'topic', topic, index));
    this.addScope(addition, 'question', question);
    if (target.mentorId !== null) this.addScope(addition, 'mentor', this.shortened(target.mentorId));
    if (target.answerId !== null) this.addScope(addition, 'answer', this.shortened(target.answerId));
  }

  private addScope(addition: Addition, kind: ScopeKind, id: string, topic = -1): void {
    const { fact, adds } = addition;
    const of = scopeKey(kind, id);
    const own = { ...adds, visitors: visitorsIn(fact, kind, topic) };
    this.addTime(addition, of, own);
    for (const [dimension, finest] of BROKEN_DOWN[kind]) {
      if (dimension === 'topic') {
        valuesOf(fact, 'topic').forEach((value, index) => {
          const visitors = value === null && finest === 'topic' ? 0 : visitorsIn(fact, finest, index);
          this.addValue(addition, of, KEPT.topic, value, { ...adds, visitors });
        });
        continue;
      }
      const value = valueOf(fact, dimension);
      if (value === null && !isEntity(dimension)) continue;
      const written = value !== null && isEntity(dimension) ? this.shortened(value) : value;
      const visitors = finest === kind ? own.visitors : visitorsIn(fact, finest, topic);
      this.addValue(addition, of, KEPT[dimension], written, finest === kind ? own : { ...adds, visitors });
    }
  }

  private addTime({ fact, hour, sign, restated }: Addition, of: string, adds: Measures): void {
    const quarter = (Math.floor(fact.at / 900_000) % 4) as 0 | 1 | 2 | 3;
    const hours = entry(this.hours, `${of}/${hour}`, () => emptyHour(of, hour));
    hours[`views${quarter}`] += sign * adds.views;
    hours[`visitors${quarter}`] += sign * adds.visitors;
    hours[`readMs${quarter}`] += sign * adds.readMs;
    hours[`excluded${quarter}`] += sign * adds.excluded;
    hours[`bots${quarter}`] += sign * adds.bots;
    hours[`repeats${quarter}`] += sign * adds.repeats;
    const day = hour.slice(0, 8);
    const days = entry(this.days, `${of}/${day}`, () => emptyDay(of, day));
    days.views += sign * adds.views;
    days.visitors += sign * adds.visitors;
    days.readMs += sign * adds.readMs;
    if (fact.class !== 'human' && isExcluded(fact)) days[COLUMN_OF_CLASS[fact.class]] += sign;
    days.restated += restated;
  }

  private addValue({ hour, sign }: Addition, of: string, by: string, value: string | null, adds: Measures): void {
    const day = hour.slice(0, 8);
    const row = entry(this.breakdowns, `${of}/${by}${day}${value ?? ''}`, () => ({
      of,
      by,
      day,
      value: value ?? '',
      ...nothing(),
    }));
    addTo(row, adds, sign);
  }

  private shortened(id: string): string {
    return entry(this.short, id, () => shortId(id));
  }
}

const brokenDown = (kind: ScopeKind) => KEPT_OF[kind].map((dimension) => [dimension, finestOf([kind, dimension])] as const);
/** The dimensions of each scope, and whose first view makes a visitor there. */
const BROKEN_DOWN: Readonly<Record<ScopeKind, readonly (readonly [KeptDimension, ScopeKind])[]>> = {
  site: brokenDown('site'),
  topic: brokenDown('topic'),
  mentor: brokenDown('mentor'),
  question: brokenDown('question'),
  answer: brokenDown('answer'),
};

const visitorsIn = (fact: ClassifiedFact, kind: ScopeKind, topic: number): number =>
  kind === 'topic' ? topicVisitorsOf(fact, topic) : visitorsOf(fact, kind);

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
