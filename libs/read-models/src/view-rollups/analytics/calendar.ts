import type { TimeDimension } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { DAY_MS, QUARTER_MS } from '../rollup-keys.ts';

const MOST_LABELS = 100_000;
const MOST_ZONES = 100;

/** Days, weeks and months as the clocks of a place have them. Quarter hours of every zone begin with those of UTC. */
export class Calendar {
  private static readonly known = new Map<string, Calendar>();
  private readonly clock: Intl.DateTimeFormat;
  /** What a UTC day's offset is, or undefined where it changes within the day. */
  private readonly offsets = new Map<number, number | undefined>();
  /** Whether its days are those of UTC. */
  readonly isUtc: boolean;

  private constructor(zone: string) {
    const parts = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    } as const;
    this.clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
    this.isUtc = ['UTC', 'Etc/UTC', 'GMT'].includes(this.clock.resolvedOptions().timeZone);
  }

  /** Throws validation-failed for a zone that does not exist. */
  static of(zone: string): Calendar {
    const known = this.known.get(zone);
    if (known) return known;
    if (this.known.size >= MOST_ZONES) this.known.clear();
    try {
      if (!/^[A-Za-z]/.test(zone)) throw new RangeError('no name');
      const calendar = new Calendar(zone);
      this.known.set(zone, calendar);
      return calendar;
    } catch (cause) {
      const expected = 'the IANA name of a time zone, such as Europe/Amsterdam';
      throw new Refusal(
        'validation-failed',
        'There is no such time zone.',
        [{ pointer: '/timezone', code: 'timezone', expected }],
        {
          cause,
        },
      );
    }
  }

  dateOf(at: number): string {
    return iso(at + this.offsetAt(at)).slice(0, 10);
  }

  /** When a day begins: not always at midnight, where clocks are put forward then. */
  startOf(date: string): number {
    const midnight = Math.floor(Date.parse(`${date}T00:00:00Z`) / QUARTER_MS);
    let [before, from] = [midnight - 64, midnight + 64];
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (this.dateOf(middle * QUARTER_MS) < date) before = middle;
      else from = middle;
    }
    return from * QUARTER_MS;
  }

  /** The value of a dimension of time: when its span begins, as the clocks say it. An hour that clocks show twice is one. */
  label(at: number, unit: TimeDimension): string {
    return labelOf(at + this.offsetAt(at), unit);
  }

  /** All spans that a range touches, those without a view too. */
  labels(from: number, to: number, unit: TimeDimension): string[] {
    const short = unit === 'time:quarter_hour' || unit === 'time:hour';
    const step = short ? QUARTER_MS : DAY_MS;
    // Days are walked on the calendar: their lengths differ.
    const begin = short ? Math.floor(from / step) * step : Date.parse(this.dateOf(from));
    const end = short ? to : Date.parse(this.dateOf(to - 1)) + 1;
    if ((end - begin) / step > MOST_LABELS) throw tooMuch('/dimensions', 'longer spans, or a shorter range');
    const labels = new Set<string>();
    for (let at = begin; at < end; at += step) labels.add(short ? this.label(at, unit) : labelOf(at, unit));
    return [...labels];
  }

  private offsetAt(at: number): number {
    if (this.isUtc) return 0;
    const day = Math.floor(at / DAY_MS);
    if (!this.offsets.has(day)) {
      const [begin, end] = [this.askedOffset(day * DAY_MS), this.askedOffset((day + 1) * DAY_MS)];
      this.offsets.set(day, begin === end ? begin : undefined);
    }
    return this.offsets.get(day) ?? this.askedOffset(at);
  }

  private askedOffset(at: number): number {
    const part = Object.fromEntries(this.clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
    return local - Math.floor(at / 1000) * 1000;
  }
}

export const tooMuch = (pointer: string, expected: string) =>
  new Refusal('validation-failed', 'The query asks for too much at once.', [{ pointer, code: 'too-much', expected }]);

/** A day so many days later, on the calendar. */
export const laterDate = (date: string, days: number): string => iso(Date.parse(date) + days * DAY_MS).slice(0, 10);

const iso = (at: number) => new Date(at).toISOString();

/** Of a time as the clocks say it. */
function labelOf(local: number, unit: TimeDimension): string {
  const day = Math.floor(local / DAY_MS);
  const minutes = Math.floor((local - day * DAY_MS) / 60_000);
  switch (unit) {
    case 'time:quarter_hour':
      return `${dayOf(day)}T${HOURS[Math.floor(minutes / 60)]!}:${QUARTERS[Math.floor((minutes % 60) / 15)]!}:00`;
    case 'time:hour':
      return `${dayOf(day)}T${HOURS[Math.floor(minutes / 60)]!}:00:00`;
    case 'time:day':
      return dayOf(day);
    case 'time:week':
      // The first day of 1970 was a Thursday.
      return dayOf(day - ((((day + 3) % 7) + 7) % 7));
    case 'time:month':
      return `${dayOf(day).slice(0, 7)}-01`;
  }
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const QUARTERS = ['00', '15', '30', '45'];
const days = new Map<number, string>();

function dayOf(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size > MOST_LABELS) days.clear();
  const text = iso(day * DAY_MS).slice(0, 10);
  days.set(day, text);
  return text;
}
