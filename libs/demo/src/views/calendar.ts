import { seeded, weighted, type Random } from '../chance.ts';
import { FORUM, NEWSLETTER, type Source } from './places.ts';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How busy the hours of a reader's day are, from midnight. */
const HOURS = [2, 1, 1, 1, 1, 2, 4, 7, 11, 14, 15, 14, 11, 13, 15, 14, 12, 10, 9, 10, 11, 9, 6, 4];
/** From Sunday. */
const WEEKDAYS = [0.52, 1.08, 1.15, 1.12, 1.05, 0.9, 0.5];
/** Readers on an average day, on the first one and ninety days later. */
const VISITS = { first: 28, after: 60, days: 90 };

/** Readers who come for one page, beside the others. */
export interface Spike {
  readonly visits: number;
  readonly source: Source;
  /** The page's place among the most read ones. */
  readonly page: number;
  /** Hour of UTC in which it begins. */
  readonly hour: number;
}

/** The days of the spikes, from the first one; a link in a forum is read for some days. */
const SPIKES = new Map<number, Spike>([
  [24, { visits: 60, source: NEWSLETTER, page: 6, hour: 8 }],
  [52, { visits: 75, source: NEWSLETTER, page: 3, hour: 8 }],
  [69, { visits: 150, source: FORUM, page: 11, hour: 14 }],
  [70, { visits: 60, source: FORUM, page: 11, hour: 0 }],
  [71, { visits: 22, source: FORUM, page: 11, hour: 0 }],
  [80, { visits: 85, source: NEWSLETTER, page: 9, hour: 8 }],
]);
/** The day on which a machine in a data centre reads everything. */
export const BURST_DAY = 61;

/** `day`: number since 1970; `since`: since the first one of the demo. */
export function visitsOn(random: Random, day: number, since: number): number {
  const trend = VISITS.first + ((VISITS.after - VISITS.first) * since) / VISITS.days;
  return Math.round(trend * WEEKDAYS[weekdayOf(day)]! * (0.85 + 0.3 * random()));
}

export const spikeOn = (since: number): Spike | undefined => SPIKES.get(since);
export const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0;
/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number) => (day + 4) % 7;

/** A time of the UTC day at which somebody comes whose clock is ahead by these hours, and the hour by that clock. */
export function arrival(random: Random, day: number, ahead: number): { at: number; hour: number } {
  const hour = weighted(
    random,
    HOURS.map((weight, of) => [weight, of] as const),
  );
  const utc = (hour - ahead + 24) % 24;
  return { at: day * DAY_MS + utc * HOUR_MS + Math.floor(random() * HOUR_MS), hour };
}

/** A time of a spike: most come at once. */
export const spikeTime = (random: Random, day: number, { hour }: Spike): number =>
  day * DAY_MS + hour * HOUR_MS + Math.floor(random() ** 2.2 * (24 - hour) * HOUR_MS * 0.98);

/** Chance of one day: the same whichever days are told beside it. */
export const chanceOf = (seed: number, day: number): Random => seeded(seed * 31 + day * 7919);
