import { uuidOfHex, type ValueDimension } from '@stoa/contracts';

export const DAY_MS = 86_400_000;
export const QUARTER_MS = 900_000;

/** What counts are kept of: the whole site, or one topic, mentor, question or answer. */
export type ScopeKind = 'site' | 'topic' | 'mentor' | 'question' | 'answer';

const LETTERS = { site: 's', topic: 't', mentor: 'm', question: 'q', answer: 'a' } as const;

/** The key of a scope: a letter, and the topic's key or an id in its short form. */
export const scopeKey = (kind: ScopeKind, id: string): string => LETTERS[kind] + id;

/** An id of 36 characters in 22. */
export const shortId = (uuid: string): string => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');

export const longId = (short: string): string => uuidOfHex(Buffer.from(short, 'base64url').toString('hex'));

/** Dimensions with rows of their own; classes are columns of the day, and pages are their questions'. */
export const KEPT = {
  referrer: 'r',
  utm_source: 'u',
  country: 'c',
  browser: 'b',
  os: 'o',
  device: 'd',
  language: 'l',
  bot: 'x',
  company: 'y',
  answer: 'a',
  question: 'q',
  mentor: 'm',
  topic: 't',
} as const satisfies Partial<Record<ValueDimension, string>>;
export type KeptDimension = keyof typeof KEPT;

export const OF_READERS = ['referrer', 'utm_source', 'country', 'browser', 'os', 'device', 'language', 'bot'] as const;

/** By what the counts of a scope are broken down. What follows from the scope itself, such as an answer's mentor, has no rows. */
export const KEPT_OF: Readonly<Record<ScopeKind, readonly KeptDimension[]>> = {
  site: [...OF_READERS, 'company', 'answer', 'question', 'mentor', 'topic'],
  topic: [...OF_READERS, 'company', 'answer', 'question', 'mentor'],
  mentor: [...OF_READERS, 'company', 'answer', 'question', 'topic'],
  question: [...OF_READERS, 'company', 'answer', 'mentor'],
  answer: OF_READERS,
};

/** Dimensions that name something. Facts without it have a row with an empty value, since their visitors do not follow from the day's. */
export const isEntity = (dimension: ValueDimension): boolean =>
  dimension === 'answer' || dimension === 'question' || dimension === 'page' || dimension === 'mentor' || dimension === 'topic';

/** 'YYYYMMDD' and 'YYYYMMDDHH' of an instant. */
export const dayKey = (at: number): string => hourKey(at).slice(0, 8);
export function hourKey(at: number): string {
  const text = new Date(at).toISOString();
  return text.slice(0, 4) + text.slice(5, 7) + text.slice(8, 10) + text.slice(11, 13);
}

/** The instant at which a day or an hour begins. */
export const keyTime = (key: string): number =>
  Date.UTC(Number(key.slice(0, 4)), Number(key.slice(4, 6)) - 1, Number(key.slice(6, 8)), Number(key.slice(8) || 0));
