/**
 * The salts of days, from which pseudonyms are made. A salt is kept outside the log and for 48 hours at most: after it nobody can tell any more
 * whether two days' pseudonyms, or an address and a pseudonym, belong together.
 */
export interface Salts {
  /** The salt of a UTC day (`2026-11-30`): today's is made where there is none, yesterday's is given if it is still kept. */
  of(day: string): Promise<Uint8Array | undefined>;
}

export const SALT_BYTES = 32;
const DAY_MS = 24 * 60 * 60_000;

/** The UTC day of a time in milliseconds. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** The day before a time's day; salts of days before that are older than 48 hours by the day's end, and deleted. */
export const dayBefore = (time: number): string => dayOf(time - DAY_MS);
