import { isExcluded, type ClassifiedFact, type SignedFact } from '@stoa/contracts';
import { isNothing, finestOf, measuresOf, topicVisitorsOf, valueOf, visitorsOf, type Measures } from './judged-views.ts';
import { KEPT, KEPT_OF, hourKey, isEntity, scopeKey, shortId, type KeptDimension, type ScopeKind } from './rollup-keys.ts';
import { emptyDay, emptyHour, type BreakdownRow, type DayRow, type HourRow, type PageRow } from './view-rollups.entities.ts';

/** What facts add to the rollups, each key once. */
export interface FoldedFacts {
  readonly hours: HourRow[];
  readonly days: DayRow[];
  readonly breakdowns: BreakdownRow[];
  readonly pages: PageRow[];
}

/** `again`: the facts were counted before, and are judged anew. */
export function foldFacts(facts: readonly SignedFact[], again: boolean): FoldedFacts {
  const sums = new Sums();
  for (const { fact, sign } of facts) sums.add(fact, sign, again && sign > 0 && fact.kind !== 'time' ? 1 : 0);
  return sums.folded();
}

const HOUR_MS = 3_600_000;

/** A batch comes to some hundred thousand additions: what each one needs is looked up by the fact's own texts, and keys are written once. */
class Sums {
  private readonly scopes = new Map<string, Record<ScopeKind, Map<string, ScopeDay>>>();
  private readonly pages = new Map<string, PageRow>();
  private readonly hourKeys = new Map<number, string>();

  add(fact: ClassifiedFact, sign: 1 | -1, restated: number): void {
    const adds = measuresOf(fact);
    // What only says how long an answer was seen, and did not count, adds nothing.
    if (isNothing(adds)) return;
    const hour = entry(this.hourKeys, Math.floor(fact.at / HOUR_MS), () => hourKey(fact.at));
    const day = hour.slice(0, 8);
    const scopes = entry(this.scopes, day, emptyScopes);
    const add = (kind: ScopeKind, id: string, topic = -1) =>
      entry(scopes[kind], id, () => new ScopeDay(kind, id, day)).add(fact, hour, adds, sign, restated, topic);
    add('site', '');
    const { target } = fact;
    if (!target) return;
    entry(this.pages, target.questionId, () => newPage(target.questionId, target.slug)).mentions += sign;
    target.topics.forEach((topic, index) => add('topic', topic, index));
    add('question', target.questionId);
    if (target.mentorId !== null) add('mentor', target.mentorId);
    if (target.answerId !== null) add('answer', target.answerId);
  }

  folded(): FoldedFacts {
    const all = [...this.scopes.values()].flatMap((scopes) => Object.values(scopes).flatMap((map) => [...map.values()]));
    return {
      hours: all.flatMap(({ hours }) => [...hours.values()]),
      days: all.map(({ day }) => day),
      breakdowns: all.flatMap(({ values }) => values.flatMap((rows) => [...rows.values()])),
      pages: [...this.pages.values()],
    };
  }
}

/** One day of one scope. */
class ScopeDay {
  readonly hours = new Map<string, HourRow>();
  readonly day: DayRow;
  readonly values: readonly Map<string | null, BreakdownRow>[];
  private readonly of: string;

  constructor(
    private readonly kind: ScopeKind,
    id: string,
    day: string,
  ) {
    this.of = scopeKey(kind, kind === 'site' || kind === 'topic' ? id : shortId(id));
    this.day = emptyDay(this.of, day);
    this.values = BROKEN_DOWN[kind].map(() => new Map());
  }

  add(fact: ClassifiedFact, hour: string, adds: Measures, sign: 1 | -1, restated: number, topic: number): void {
    const visitors = visitorsIn(fact, this.kind, topic);
    this.addTime(fact, hour, adds, visitors, sign, restated);
    const dimensions = BROKEN_DOWN[this.kind];
    for (let index = 0; index < dimensions.length; index++) {
      const { dimension, finest, entity } = dimensions[index]!;
      if (dimension === 'topic') this.addTopics(index, finest, fact, adds, sign);
      else {
        const value = valueOf(fact, dimension);
        if (value === null && !entity) continue;
        this.addValue(index, value, adds, finest === this.kind ? visitors : visitorsIn(fact, finest, topic), sign);
      }
    }
  }

  private addTopics(index: number, finest: ScopeKind, fact: ClassifiedFact, adds: Measures, sign: 1 | -1): void {
    const topics = fact.target?.topics ?? [];
    topics.forEach((topic, place) => this.addValue(index, topic, adds, visitorsIn(fact, finest, place), sign));
    if (topics.length === 0) this.addValue(index, null, adds, finest === 'topic' ? 0 : visitorsIn(fact, finest, -1), sign);
  }

  private addTime(fact: ClassifiedFact, hour: string, adds: Measures, visitors: number, sign: 1 | -1, restated: number): void {
    const quarter = (Math.floor(fact.at / 900_000) % 4) as 0 | 1 | 2 | 3;
    const hours = entry(this.hours, hour, () => emptyHour(this.of, hour));
    hours[`views${quarter}`] += sign * adds.views;
    hours[`visitors${quarter}`] += sign * visitors;
    hours[`readMs${quarter}`] += sign * adds.readMs;
    hours[`excluded${quarter}`] += sign * adds.excluded;
    hours[`bots${quarter}`] += sign * adds.bots;
    hours[`repeats${quarter}`] += sign * adds.repeats;
    const { day } = this;
    day.views += sign * adds.views;
    day.visitors += sign * visitors;
    day.readMs += sign * adds.readMs;
    if (fact.class !== 'human' && isExcluded(fact)) day[COLUMN_OF_CLASS[fact.class]] += sign;
    day.restated += restated;
  }

  private addValue(index: number, value: string | null, adds: Measures, visitors: number, sign: 1 | -1): void {
    const row = entry(this.values[index]!, value, () => this.newRow(BROKEN_DOWN[this.kind][index]!, value));
    row.views += sign * adds.views;
    row.visitors += sign * visitors;
    row.readMs += sign * adds.readMs;
    row.excluded += sign * adds.excluded;
    row.bots += sign * adds.bots;
    row.repeats += sign * adds.repeats;
  }

  private newRow({ dimension, entity }: BrokenDown, value: string | null): BreakdownRow {
    const written = value !== null && entity && dimension !== 'topic' ? shortId(value) : (value ?? '');
    const numbers = { views: 0, visitors: 0, readMs: 0, excluded: 0, bots: 0, repeats: 0 };
    return { of: this.of, by: KEPT[dimension], day: this.day.day, value: written, ...numbers };
  }
}

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

interface BrokenDown {
  readonly dimension: KeptDimension;
  /** Whose first view makes a visitor in these rows. */
  readonly finest: ScopeKind;
  readonly entity: boolean;
}

const brokenDown = (kind: ScopeKind): BrokenDown[] =>
  KEPT_OF[kind].map((dimension) => ({ dimension, finest: finestOf([kind, dimension]), entity: isEntity(dimension) }));
const BROKEN_DOWN: Readonly<Record<ScopeKind, readonly BrokenDown[]>> = {
  site: brokenDown('site'),
  topic: brokenDown('topic'),
  mentor: brokenDown('mentor'),
  question: brokenDown('question'),
  answer: brokenDown('answer'),
};

const emptyScopes = (): Record<ScopeKind, Map<string, ScopeDay>> => ({
  site: new Map(),
  topic: new Map(),
  mentor: new Map(),
  question: new Map(),
  answer: new Map(),
});

const newPage = (questionId: string, slug: string): PageRow => ({ question: shortId(questionId), slug, mentions: 0 });

const visitorsIn = (fact: ClassifiedFact, kind: ScopeKind, topic: number): number =>
  kind === 'topic' ? topicVisitorsOf(fact, topic) : visitorsOf(fact, kind);

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
