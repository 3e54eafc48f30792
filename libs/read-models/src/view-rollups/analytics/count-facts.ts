import type { ClassifiedFact } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { isNothing, measuresOf, topicVisitorsOf, valuesOf, visitorsOf } from '../judged-views.ts';
import { QUARTER_MS } from '../rollup-keys.ts';
import type { Ask } from './ask.ts';
import { tooMuch } from './calendar.ts';
import { clausesOf, fitting, names, type Values } from './filters.ts';
import type { Groups } from './groups.ts';
import type { Span } from './ranges.ts';
import type { SealedFacts } from './sealed-facts.ts';

/** What one query may cost. */
export class Budget {
  private facts = 0;
  private readonly until: number;

  constructor(
    private readonly mostFacts = 5_000_000,
    patienceMs = 5000,
  ) {
    this.until = performance.now() + patienceMs;
  }

  /** Throws where it is used up. */
  spend(facts: number): void {
    this.facts += facts;
    if (this.facts > this.mostFacts || performance.now() > this.until) throw tooMuch('/date_range', 'a shorter range');
  }
}

/** Adds what the facts of a span say. */
export async function countFacts(
  ask: Ask,
  span: Span,
  facts: SealedFacts | undefined,
  budget: Budget,
  groups: Groups,
): Promise<void> {
  if (!facts)
    throw new Refusal('dependency-unavailable', 'This process cannot read facts: ask for one dimension, and whole days of UTC.');
  const count = counterOf(ask, groups);
  for await (const part of facts.read(span)) {
    budget.spend(part.length);
    for (const { fact, sign } of part) if (fact.at >= span.from && fact.at < span.to) count(fact, sign);
  }
}

/** Adds one fact, or takes it back. */
function counterOf(ask: Ask, groups: Groups): (fact: ClassifiedFact, sign: 1 | -1) => void {
  const fits = fitting(ask.filters);
  const visitors = visitorsFor(ask);
  const timeOf = timesOf(ask);
  return (fact, sign) => {
    const adds = measuresOf(fact);
    const values: Values = (dimension) => valuesOf(fact, dimension);
    if (isNothing(adds) || !fits(values)) return;
    const answer = ask.countsAnswers && adds.views > 0 ? fact.target?.answerId : undefined;
    const rows = ask.dimensions.reduce<(string | null)[][]>(
      (some, dimension) => {
        const own = dimension === ask.time ? [timeOf(fact.at)] : values(dimension as (typeof ask.values)[number]);
        return some.flatMap((row) => own.map((value) => [...row, value]));
      },
      [[]],
    );
    rows.forEach((row, index) => {
      // Only topics make more than one row, and each of them is a row.
      groups.add(row, { ...adds, visitors: visitors(fact, index) }, sign);
      if (answer) groups.addAnswer(row, answer, sign);
    });
  };
}

/** Of topics each has its own visitors; without them as a dimension, those are meant that the filters name. */
function visitorsFor({ scope, values, filters }: Ask): (fact: ClassifiedFact, row: number) => number {
  if (scope !== 'topic') return (fact) => visitorsOf(fact, scope);
  if (values.includes('topic')) return (fact, row) => (fact.target?.topics.length ? topicVisitorsOf(fact, row) : 0);
  const named = clausesOf(filters)
    .filter(([operator, dimension]) => dimension === 'topic' && operator !== 'is_not')
    .map(names);
  return (fact) =>
    (fact.target?.topics ?? []).reduce((sum, topic, index) => {
      const meant = named.length === 0 || named.some((names) => names(topic));
      return meant ? sum + topicVisitorsOf(fact, index) : sum;
    }, 0);
}

function timesOf({ time, calendar }: Ask): (at: number) => string {
  const labels = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    let label = labels.get(quarter);
    if (label === undefined) labels.set(quarter, (label = time ? calendar.label(at, time) : ''));
    return label;
  };
}
