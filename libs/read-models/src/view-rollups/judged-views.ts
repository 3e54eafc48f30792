import { FIRST, isExcluded, isView, type ClassifiedFact, type ValueDimension, type ViewClass } from '@stoa/contracts';
import type { ScopeKind } from './rollup-keys.ts';

/** What is counted of facts; everything that is shown is made of these, and all of them add up. */
export interface Measures {
  views: number;
  visitors: number;
  readMs: number;
  excluded: number;
  bots: number;
  repeats: number;
}

export const MEASURES = ['views', 'visitors', 'readMs', 'excluded', 'bots', 'repeats'] as const satisfies (keyof Measures)[];

export const nothing = (): Measures => ({ views: 0, visitors: 0, readMs: 0, excluded: 0, bots: 0, repeats: 0 });

export const isNothing = (measures: Measures): boolean => MEASURES.every((name) => measures[name] === 0);

export function addTo(sum: Measures, more: Measures, sign = 1): void {
  sum.views += sign * more.views;
  sum.visitors += sign * more.visitors;
  sum.readMs += sign * more.readMs;
  sum.excluded += sign * more.excluded;
  sum.bots += sign * more.bots;
  sum.repeats += sign * more.repeats;
}

export const isBot = (of: ViewClass): boolean => of === 'known_bot' || of === 'automated';

/** What one fact adds, but for visitors, who depend on what is asked. */
export function measuresOf(fact: ClassifiedFact): Measures {
  const excluded = isExcluded(fact);
  return {
    views: isView(fact) ? 1 : 0,
    visitors: 0,
    readMs: fact.readMs,
    excluded: excluded ? 1 : 0,
    bots: excluded && isBot(fact.class) ? 1 : 0,
    repeats: excluded && fact.class === 'repeat' ? 1 : 0,
  };
}

/** Whether a fact is its visitor's first of the UTC day in a scope. Of an answer every view is: what comes after it is a repeat. */
export function visitorsOf(fact: ClassifiedFact, scope: Exclude<ScopeKind, 'topic'>): number {
  if (scope === 'answer') return isView(fact) ? 1 : 0;
  return fact.first & FIRST[scope] ? 1 : 0;
}

/** The same for the topic at `index` among those of the fact's target. */
export const topicVisitorsOf = (fact: ClassifiedFact, index: number): number => (fact.first & FIRST.topic(index) ? 1 : 0);

/** The finest thing that is named decides whose first view makes a visitor. */
const FINEST: readonly ScopeKind[] = ['answer', 'question', 'mentor', 'topic', 'site'];

export function finestOf(dimensions: Iterable<string>): ScopeKind {
  const named = new Set([...dimensions].map((dimension) => (dimension === 'page' ? 'question' : dimension)));
  return FINEST.find((kind) => named.has(kind)) ?? 'site';
}

/** The values of a dimension that a fact has; null for none. Of topics there may be several. */
export function valuesOf(fact: ClassifiedFact, dimension: ValueDimension): readonly (string | null)[] {
  if (dimension !== 'topic') return [valueOf(fact, dimension)];
  return fact.target && fact.target.topics.length > 0 ? fact.target.topics : NONE;
}
const NONE = [null];

export function valueOf(fact: ClassifiedFact, dimension: Exclude<ValueDimension, 'topic'>): string | null {
  const { target } = fact;
  switch (dimension) {
    case 'answer':
      return target?.answerId ?? null;
    case 'question':
      return target?.questionId ?? null;
    case 'mentor':
      return target?.mentorId ?? null;
    case 'page':
      return target ? `/q/${target.slug}` : null;
    case 'company':
      return target?.company || null;
    case 'class':
      return fact.class;
    case 'referrer':
      return fact.referrer || null;
    case 'utm_source':
      return fact.utmSource || null;
    default:
      return fact.reader[dimension] || null;
  }
}
