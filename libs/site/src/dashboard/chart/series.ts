import type { AnalyticsMetric, AnalyticsResult } from '@stoa/contracts';
import { localTime } from '../dates.ts';
import { METRICS } from '../metrics.ts';

export interface Point {
  /** The bucket's, local: `2026-11-02` or `2026-11-02T09:00:00`. */
  readonly label: string;
  /** Null: nothing to divide, or not begun yet. */
  readonly value: number | null;
  readonly before: number | null;
  readonly beforeLabel: string | null;
}

export interface Series {
  readonly metric: AnalyticsMetric;
  readonly bucket: string;
  readonly points: readonly Point[];
  readonly compared: boolean;
}

/** A result over time as points without holes: where nothing happened counts are zero, but not for what lies ahead of `now`. */
export function seriesOf(result: AnalyticsResult, now: Date): Series {
  const metric = result.query.metrics[0]!;
  const bucket = result.query.dimensions[0] ?? 'time:day';
  const rows = new Map(result.results.map((row) => [row.dimensions[0], row]));
  const labels = result.meta.time_labels ?? result.results.map(({ dimensions }) => dimensions[0] ?? '');
  const clock = localTime(now, result.meta.timezone);
  const nothing = METRICS[metric].unit === 'count' ? 0 : null;
  const points = labels.map((label): Point => {
    const row = rows.get(label);
    const ahead = label > clock.slice(0, label.length);
    return {
      label,
      value: row?.metrics[0] ?? (ahead ? null : nothing),
      before: row?.comparison?.metrics[0] ?? null,
      beforeLabel: row?.comparison?.dimensions?.[0] ?? null,
    };
  });
  return { metric, bucket, points, compared: points.some(({ before }) => before !== null) };
}

export const largestOf = ({ points }: Series): number =>
  Math.max(0, ...points.flatMap(({ value, before }) => [value ?? 0, before ?? 0]));
