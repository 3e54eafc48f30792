import type { ViewClass } from '@stoa/contracts';
import type { Measures } from '../judged-views.ts';
import { dayKey } from '../rollup-keys.ts';
import { CLASS_COLUMNS, type DayRow } from '../view-rollups.entities.ts';
import type { Span } from './ranges.ts';

/** Whole days of one scope, as rows have them. */
export interface OfDays {
  readonly of: string;
  readonly day: { readonly from: string; readonly before: string };
}

export const ofDays = (of: string, { from, to }: Span): OfDays => ({ of, day: { from: dayKey(from), before: dayKey(to) } });

export const DAY_COLUMNS = ['views', 'visitors', 'readMs', ...Object.values(CLASS_COLUMNS)] as const;

/** How many facts of some days fell in each class. */
export const classesOfDay = (row: DayRow): [ViewClass, number][] => [
  ['human', row.views],
  ...Object.entries(CLASS_COLUMNS).map(([name, column]): [ViewClass, number] => [name as ViewClass, row[column]]),
];

export const measuresOfDay = (row: DayRow): Measures => ({
  views: row.views,
  visitors: row.visitors,
  readMs: row.readMs,
  excluded: Object.values(CLASS_COLUMNS).reduce((sum, column) => sum + row[column], 0),
  bots: row.knownBot + row.automated,
  repeats: row.repeats,
});
