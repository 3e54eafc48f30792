import type { AnalyticsResult, ValueDimension } from '@stoa/contracts';
import type { PanelResults } from './results.ts';

/** How an entity is called on a page, and where it is read. */
export interface EntityName {
  readonly name: string;
  /** Such as the mentor of an answer. */
  readonly detail?: string | undefined;
  readonly href?: string | undefined;
}

/** By id. */
export type EntityNames = Readonly<Partial<Record<ValueDimension, Readonly<Record<string, EntityName>>>>>;

const ENTITIES = ['answer', 'question', 'mentor', 'topic'] as const;
export type EntityDimension = (typeof ENTITIES)[number];
const isEntity = (dimension: string): dimension is EntityDimension => ENTITIES.some((name) => name === dimension);

/** The ids that a page shows names for: those of its lists and of its filters. */
export function idsToName(
  results: PanelResults,
  filters: readonly { readonly dimension: ValueDimension; readonly value: string | null }[],
): Record<EntityDimension, string[]> {
  const ids = { answer: new Set<string>(), question: new Set<string>(), mentor: new Set<string>(), topic: new Set<string>() };
  const keep = (dimension: string, value: string | null | undefined) => {
    if (isEntity(dimension) && value) ids[dimension].add(value);
  };
  for (const result of results.values()) if (!('refused' in result)) eachValue(result, keep);
  for (const { dimension, value } of filters) keep(dimension, value);
  return { answer: [...ids.answer], question: [...ids.question], mentor: [...ids.mentor], topic: [...ids.topic] };
}

function eachValue(
  { query, results }: AnalyticsResult,
  use: (dimension: string, value: string | null | undefined) => void,
): void {
  for (const { dimensions } of results) query.dimensions.forEach((dimension, index) => use(dimension, dimensions[index]));
}

/** A value without a name of its own is shown as it is. */
export function nameOf(dimension: ValueDimension, value: string | null, names: EntityNames): EntityName {
  if (value === null) return { name: NONE[dimension] ?? 'none' };
  const known = names[dimension];
  if (known && Object.hasOwn(known, value)) return known[value]!;
  return { name: inWords(dimension, value), href: dimension === 'page' && value.startsWith('/q/') ? value : undefined };
}

const NONE: Readonly<Partial<Record<ValueDimension, string>>> = {
  answer: 'the question itself',
  referrer: 'direct, or not told',
  utm_source: 'no source',
  country: 'not known',
  language: 'not told',
  company: 'no company',
  mentor: 'the question itself',
  topic: 'no topic',
  bot: 'no bot',
};

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const OTHER = new Map([
  ['desktop', 'Desktop'],
  ['phone', 'Phone'],
  ['tablet', 'Tablet'],
  ['other', 'Other'],
]);

function inWords(dimension: ValueDimension, value: string): string {
  try {
    if (dimension === 'country') return countries.of(value) ?? value;
    if (dimension === 'language') return languages.of(value) ?? value;
  } catch {
    return value; // not a code
  }
  if (dimension === 'class') return value === 'human' ? 'counted' : value.replaceAll('_', ' ');
  return dimension === 'device' ? (OTHER.get(value) ?? value) : value;
}

export const DIMENSIONS: Readonly<Record<ValueDimension, { readonly one: string; readonly many: string }>> = {
  answer: { one: 'Answer', many: 'Answers' },
  question: { one: 'Question', many: 'Questions' },
  mentor: { one: 'Mentor', many: 'Mentors' },
  company: { one: 'Company', many: 'Companies' },
  topic: { one: 'Topic', many: 'Topics' },
  page: { one: 'Page', many: 'Pages' },
  referrer: { one: 'Referrer', many: 'Referrers' },
  utm_source: { one: 'UTM source', many: 'UTM sources' },
  country: { one: 'Country', many: 'Countries' },
  browser: { one: 'Browser', many: 'Browsers' },
  os: { one: 'System', many: 'Systems' },
  device: { one: 'Device', many: 'Devices' },
  language: { one: 'Language', many: 'Languages' },
  class: { one: 'Class', many: 'Classes' },
  bot: { one: 'Bot', many: 'Bots' },
};
