import type { ViewClass } from '@stoa/contracts';
import { Entity, Index } from 'typeorm';
import { Integer, KeyText, Text } from '../columns.ts';

// Rows are many and small, so their keys are short: rollup-keys.ts says how they are written.

/** Views in the quarters of one hour, UTC. Visitors and times stand where their first view does. */
@Entity('hour', { withoutRowid: true })
export class HourRow {
  @KeyText() of!: string;
  @KeyText() hour!: string;
  @Integer() views0!: number;
  @Integer() views1!: number;
  @Integer() views2!: number;
  @Integer() views3!: number;
  @Integer() visitors0!: number;
  @Integer() visitors1!: number;
  @Integer() visitors2!: number;
  @Integer() visitors3!: number;
  @Integer() readMs0!: number;
  @Integer() readMs1!: number;
  @Integer() readMs2!: number;
  @Integer() readMs3!: number;
  @Integer() excluded0!: number;
  @Integer() excluded1!: number;
  @Integer() excluded2!: number;
  @Integer() excluded3!: number;
  @Integer() bots0!: number;
  @Integer() bots1!: number;
  @Integer() bots2!: number;
  @Integer() bots3!: number;
  @Integer() repeats0!: number;
  @Integer() repeats1!: number;
  @Integer() repeats2!: number;
  @Integer() repeats3!: number;
}

export const emptyHour = (of: string, hour: string): HourRow => ({
  of,
  hour,
  views0: 0,
  views1: 0,
  views2: 0,
  views3: 0,
  visitors0: 0,
  visitors1: 0,
  visitors2: 0,
  visitors3: 0,
  readMs0: 0,
  readMs1: 0,
  readMs2: 0,
  readMs3: 0,
  excluded0: 0,
  excluded1: 0,
  excluded2: 0,
  excluded3: 0,
  bots0: 0,
  bots1: 0,
  bots2: 0,
  bots3: 0,
  repeats0: 0,
  repeats1: 0,
  repeats2: 0,
  repeats3: 0,
});

/** A UTC day: what was counted, and in which class the rest fell. */
@Entity('day', { withoutRowid: true })
export class DayRow {
  @KeyText() of!: string;
  @KeyText() day!: string;
  @Integer() views!: number;
  @Integer() visitors!: number;
  @Integer() readMs!: number;
  @Integer() invalid!: number;
  @Integer() knownBot!: number;
  @Integer() automated!: number;
  @Integer() prefetch!: number;
  @Integer() glimpse!: number;
  @Integer() staff!: number;
  @Integer() self!: number;
  @Integer() repeats!: number;
  /** Facts that were judged again. */
  @Integer() restated!: number;
}

/** The day's column of each class. Those of humans are views. */
export const CLASS_COLUMNS = {
  invalid: 'invalid',
  known_bot: 'knownBot',
  automated: 'automated',
  prefetch: 'prefetch',
  glimpse: 'glimpse',
  staff: 'staff',
  self: 'self',
  repeat: 'repeats',
} as const satisfies Record<Exclude<ViewClass, 'human'>, keyof DayRow>;

export const emptyDay = (of: string, day: string): DayRow => ({
  of,
  day,
  views: 0,
  visitors: 0,
  readMs: 0,
  invalid: 0,
  knownBot: 0,
  automated: 0,
  prefetch: 0,
  glimpse: 0,
  staff: 0,
  self: 0,
  repeats: 0,
  restated: 0,
});

/**
 * A UTC day by one dimension; of the site weeks, too (weeks.ts). Facts without a value of it have no row: they are what the others leave of
 * the day.
 */
@Entity('breakdown', { withoutRowid: true })
export class BreakdownRow {
  @KeyText() of!: string;
  @KeyText() by!: string;
  @KeyText() days!: string;
  @KeyText() value!: string;
  @Integer() views!: number;
  @Integer() visitors!: number;
  @Integer() readMs!: number;
  @Integer() excluded!: number;
  @Integer() bots!: number;
  @Integer() repeats!: number;
}

/** Totals that another system counted, by the day of their import. `answer` is empty for views of the question as a whole. */
@Entity('imported', { withoutRowid: true })
export class ImportedRow {
  @KeyText() question!: string;
  @KeyText() answer!: string;
  @KeyText() day!: string;
  @Integer() views!: number;
}

/** Who wrote an answer: imported totals do not say it. */
@Entity('author', { withoutRowid: true })
@Index(['mentor'])
export class AuthorRow {
  @KeyText() answer!: string;
  @KeyText() mentor!: string;
  @Integer() answers!: number;
}

/** The address of a question's page, which never changes; `mentions` counts the events and facts that say it. */
@Entity('page', { withoutRowid: true })
@Index(['slug'])
export class PageRow {
  @KeyText() question!: string;
  @KeyText() slug!: string;
  @Integer() mentions!: number;
}

/** Where in the log sealed facts lie, and of when they are. A restatement's facts are those that it judged again. */
@Entity('batch', { withoutRowid: true })
@Index(['position'])
@Index(['firstAt'])
export class BatchRow {
  @KeyText() lastAt!: string;
  @KeyText() firstAt!: string;
  @KeyText() stream!: string;
  /** Digits, of one length. */
  @KeyText() revision!: string;
  @KeyText() position!: string;
  @KeyText() rules!: string;
  @Integer() batches!: number;
}

/**
 * A UTC day of a topic, mentor, question or answer in detail, as far as one shard told of it: counts by quarter hour and by each
 * dimension's values, packed (detail/packed-counts.ts).
 */
@Entity('detail')
export class DetailRow {
  @KeyText() of!: string;
  @KeyText() day!: string;
  @KeyText() shard!: string;
  @Text() counts!: string;
}
