import type { AnalyticsFilter, ValueDimension } from '@stoa/contracts';
import { DAY_MS, KEPT_OF, QUARTER_MS, type KeptDimension, type ScopeKind } from '../rollup-keys.ts';
import type { Ask } from './ask.ts';
import type { Span } from './ranges.ts';

/** One thing whose counts are kept; a page stands for its question. */
export interface Scope {
  readonly kind: ScopeKind;
  /** As filters name it. */
  readonly id: string;
  readonly isPage: boolean;
}

/** How a query is answered: by reading all its facts, or from rollups, with the facts of what these do not cover. */
export type Plan = { readonly source: 'facts' } | RollupPlan;

export interface RollupPlan {
  readonly source: 'rollups';
  readonly scope: Scope;
  readonly read: 'total' | 'days' | 'hours' | 'classes' | KeptDimension;
  /** Whole days of UTC. */
  readonly days: Span | undefined;
  /** Whole quarter hours. */
  readonly hours: readonly Span[];
  /** The rest: its facts are read. */
  readonly facts: readonly Span[];
}

const FACTS: Plan = { source: 'facts' };

/** Chooses without looking at any data. */
export function planOf(ask: Ask, span: Span): Plan {
  const scope = scopeOf(ask.filters);
  if (!scope || ask.dimensions.length > 1) return FACTS;
  const [dimension] = ask.values;
  if (dimension) return planOfValues(ask, span, scope, dimension);
  const isLong = ask.time === undefined || (ask.time !== 'time:quarter_hour' && ask.time !== 'time:hour' && ask.calendar.isUtc);
  if (ask.time && !isLong) return ask.countsAnswers ? FACTS : planOfQuarters(span, scope);
  const read = ask.time ? 'days' : 'total';
  return ask.countsAnswers ? planOfDays(span, scope, read) : planOfDaysAndQuarters(span, scope, read);
}

function planOfValues(ask: Ask, span: Span, scope: Scope, dimension: ValueDimension): Plan {
  if (ask.countsAnswers && dimension !== 'answer') return FACTS;
  if (dimension === 'class') return planOfDays(span, scope, 'classes');
  const kept = dimension === 'page' ? 'question' : dimension;
  return KEPT_OF[scope.kind].includes(kept) ? planOfDays(span, scope, kept) : FACTS;
}

function planOfDays(span: Span, scope: Scope, read: RollupPlan['read']): Plan {
  const days = within(span, DAY_MS);
  return days ? { source: 'rollups', scope, read, days, hours: [], facts: rest(span, days) } : FACTS;
}

function planOfQuarters(span: Span, scope: Scope): Plan {
  const quarters = within(span, QUARTER_MS);
  if (!quarters) return FACTS;
  return { source: 'rollups', scope, read: 'hours', days: undefined, hours: [quarters], facts: rest(span, quarters) };
}

function planOfDaysAndQuarters(span: Span, scope: Scope, read: RollupPlan['read']): Plan {
  const quarters = within(span, QUARTER_MS);
  if (!quarters) return FACTS;
  const days = within(quarters, DAY_MS);
  const hours = days ? rest(quarters, days) : [quarters];
  return { source: 'rollups', scope, read, days, hours, facts: rest(span, quarters) };
}

/** The whole steps of a span. */
function within({ from, to }: Span, step: number): Span | undefined {
  const whole = { from: Math.ceil(from / step) * step, to: Math.floor(to / step) * step };
  return whole.from < whole.to ? whole : undefined;
}

/** What of a span is before and after its middle. */
const rest = ({ from, to }: Span, middle: Span): Span[] =>
  [
    { from, to: middle.from },
    { from: middle.to, to },
  ].filter((edge) => edge.from < edge.to);

const SITE: Scope = { kind: 'site', id: '', isPage: false };

/** The one thing that filters name; undefined where they say anything else. */
export function scopeOf(filters: readonly AnalyticsFilter[]): Scope | undefined {
  const [first, more] = unlike(flat(filters));
  if (!first) return SITE;
  if (more || first[0] !== 'is') return undefined;
  const [, dimension, values] = first;
  const [id, other] = values;
  if (typeof id !== 'string' || other !== undefined) return undefined;
  const kind = dimension === 'page' ? 'question' : dimension;
  const isKept = kind === 'answer' || kind === 'question' || kind === 'mentor' || kind === 'topic';
  return isKept ? { kind, id, isPage: dimension === 'page' } : undefined;
}

/** Without those 'and' that say nothing. */
const flat = (filters: readonly AnalyticsFilter[]): AnalyticsFilter[] =>
  filters.flatMap((filter) => (filter[0] === 'and' ? flat(filter[1]) : [filter]));

const unlike = (filters: readonly AnalyticsFilter[]): AnalyticsFilter[] => [
  ...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values(),
];
