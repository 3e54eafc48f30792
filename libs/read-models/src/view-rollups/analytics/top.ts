import type { AnalyticsQuery } from '@stoa/contracts';
import type { Ask } from './ask.ts';

/** The first rows of a list of which there may be thousands, by a number that SQL can order by. */
export interface Top {
  readonly by: 'views' | 'visitors' | 'excluded';
  readonly way: 'asc' | 'desc';
  /** How many rows of the list are wanted, those that are passed over too. */
  readonly rows: number;
  /** Whether the rows of the whole list are to be counted. */
  readonly counted: boolean;
}

const SUMS = ['views', 'visitors', 'excluded'] as const;
/** Every view has one of each, or has none, so that all of a list is what the days have. */
const LISTS = ['answer', 'question', 'page', 'mentor'];

/** Which rows of a list a query shows; undefined where only the whole list tells. */
export function topOf({ values, time, countsAnswers, metrics }: Ask, query: AnalyticsQuery): Top | undefined {
  const { order_by, include, pagination } = query;
  const [dimension, another] = values;
  if (!dimension || another || !LISTS.includes(dimension) || time || countsAnswers || include.imports) return undefined;
  const [term, way] = order_by[0] ?? [metrics[0], 'desc' as const];
  const by = SUMS.find((sum) => sum === term);
  return by && { by, way, rows: pagination.offset + pagination.limit, counted: include.total_rows ?? false };
}
