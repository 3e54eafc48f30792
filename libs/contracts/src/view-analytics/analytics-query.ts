import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, position, sentInstant } from '../results.ts';
import { uuid } from '../vocabulary.ts';
import { analyticsFilters } from './analytics-filters.ts';
import { analyticsDimensions, analyticsMetrics, isTimeDimension, namedRanges } from './analytics-names.ts';

const unlike = (items: readonly unknown[]) => new Set(items).size === items.length;
const edge = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** What is asked of the views. Names and forms are those that Plausible's users know. */
export const analyticsQuery = z.strictObject({
  metrics: z.array(z.enum(analyticsMetrics)).min(1).max(8).refine(unlike, 'metrics that differ'),
  date_range: z
    .union([z.enum(namedRanges), z.tuple([edge, edge])])
    .describe('A name, or two days of the time zone, both within the range, or two instants, the second after it.'),
  dimensions: z
    .array(z.enum(analyticsDimensions))
    .max(3)
    .refine(unlike, 'dimensions that differ')
    .refine((some) => some.filter(isTimeDimension).length <= 1, 'at most one dimension of time')
    .default([]),
  filters: analyticsFilters.default([]),
  order_by: z
    .array(z.tuple([z.enum([...analyticsMetrics, ...analyticsDimensions]), z.enum(['asc', 'desc'])]))
    .max(8)
    .default([])
    .describe('By metrics and dimensions that are asked for. Without it: by time, else the largest first metric first.'),
  include: z
    .strictObject({
      imports: z.boolean().optional(),
      time_labels: z.boolean().optional(),
      total_rows: z.boolean().optional(),
      comparison: z.enum(['previous_period']).optional(),
    })
    .default({}),
  timezone: z.string().min(1).max(64).default('UTC').describe('IANA name of a time zone.'),
  pagination: z
    .strictObject({ limit: z.int().min(1).max(10_000).default(100), offset: z.int().min(0).max(1_000_000).default(0) })
    .default({ limit: 100, offset: 0 }),
});
export type AnalyticsQuery = z.output<typeof analyticsQuery>;
/** As a client writes it: what has a default may be left out. */
export type AnalyticsRequest = z.input<typeof analyticsQuery>;

const values = z.array(z.number().nullable());
const names = z.array(z.string().nullable());

/** A metric is null where nothing was divided: no visitors, no views. A dimension is null for facts without a value. */
export const analyticsRow = z.object({
  dimensions: names,
  metrics: values,
  comparison: z
    .object({ dimensions: names.optional(), metrics: values, change: values.describe('Percent; null from nothing.') })
    .optional(),
});
export type AnalyticsRow = z.output<typeof analyticsRow>;

/** How far the log was counted: the last batch's position, and the time of its last fact. */
export const viewsFreshness = z.object({ position: z.string().nullable(), at: sentInstant.nullable() });
export type ViewsFreshness = z.output<typeof viewsFreshness>;

export const analyticsMeta = z.object({
  rules: z.string().describe('The rules, and their version, by which facts were judged.'),
  source: z.enum(['rollups', 'facts']),
  imported: z
    .object({ views: count, share: z.number().nullable() })
    .describe('Totals from elsewhere within the filters, and their share of all; they are among the views only where asked for.'),
  freshness: viewsFreshness,
  sampling: z.literal('never'),
  timezone: z.string(),
  range: z.tuple([sentInstant, sentInstant]).describe('From the first instant up to the second.'),
  comparison_range: z.tuple([sentInstant, sentInstant]).optional(),
  time_labels: z.array(z.string()).optional(),
  total_rows: count.optional(),
  labels: z.record(z.string(), z.string()).optional().describe('What is shown for an id.'),
});
export type AnalyticsMeta = z.output<typeof analyticsMeta>;

export const analyticsResult = z.object({ results: z.array(analyticsRow), meta: analyticsMeta, query: analyticsQuery });
export type AnalyticsResult = z.output<typeof analyticsResult>;

/** `onlyMentor`: nothing but this mentor's answers is counted, whatever the filters name. */
export class QueryAnalytics extends query(
  'QueryAnalytics',
  analyticsQuery.extend({ onlyMentor: uuid.optional(), after: position.optional() }),
  analyticsResult,
) {}
