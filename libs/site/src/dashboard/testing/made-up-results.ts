import { analyticsQuery, viewClasses, type AnalyticsMetric, type AnalyticsResult, type AnalyticsRow } from '@stoa/contracts';
import type { DashboardQuery } from '../request/dashboard-queries.ts';
import type { PanelResults } from '../results.ts';

export const NOW = new Date('2026-11-28T15:31:22.000Z');

/** Values that each dimension has, where a test has no others; the first is the largest. */
const VALUES: Readonly<Record<string, readonly (string | null)[]>> = {
  country: ['DE', 'US', 'NL', 'IN', 'GB', 'FR', 'BR', null, 'JP', 'SE', 'EG', 'IL'],
  referrer: [null, 'www.google.com', 'duckduckgo.com', 'news.ycombinator.com', 'old.reddit.com'],
  utm_source: [null, 'newsletter', 'podcast'],
  browser: ['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet'],
  os: ['Windows', 'Android', 'iOS', 'macOS', 'Linux'],
  device: ['desktop', 'phone', 'tablet'],
  language: ['en', 'de', 'nl', 'pt-BR', 'he', 'ar'],
  class: viewClasses,
  bot: ['Googlebot', 'bingbot', 'GPTBot', 'AhrefsBot', 'YandexBot'],
  company: ['Example Ltd', 'Example GmbH', null],
};
const ids = (length: number) =>
  Array.from({ length }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
const ROWS_OF_TEN = ids(10);

interface MadeUp {
  /** Values by dimension. */
  readonly values?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Multiplies all counts; 0 for a site that nobody has seen. */
  readonly size?: number;
  readonly imported?: AnalyticsResult['meta']['imported'];
}

/** Results that look like those of a site, the same for the same queries. */
export const madeUpResults = (queries: readonly DashboardQuery[], options: MadeUp = {}): PanelResults =>
  new Map(queries.map(({ name, query }) => [name, madeUp(analyticsQuery.parse(query), options)]));

function madeUp(query: AnalyticsResult['query'], { values = {}, size = 1, imported }: MadeUp): AnalyticsResult {
  const [first, second] = query.dimensions;
  const labels = first?.startsWith('time:') ? labelsOf(first) : undefined;
  const firsts: readonly (string | null)[] = !first ? [] : (labels ?? values[first] ?? VALUES[first] ?? ROWS_OF_TEN);
  const seconds = second ? (values[second] ?? VALUES[second] ?? ROWS_OF_TEN) : [undefined];
  const rows = (first ? firsts : [undefined]).flatMap((one, index) =>
    seconds.map((other, place): AnalyticsRow => {
      const weight = (size * (labels ? 400 + 300 * Math.sin(index) : 12_000 / (index + 1))) / (place + 1);
      const isHuman =
        one === 'human' || other === 'human' || (one !== null && !viewClasses.some((name) => name === one || name === other));
      const metrics = query.metrics.map((metric) =>
        metricOf(metric, isHuman ? weight : weight / 4, first === 'class' || second === 'class' ? isHuman : undefined),
      );
      return {
        dimensions: query.dimensions.map((_, at) => (at === 0 ? one : other) ?? null),
        metrics,
        ...(query.include.comparison && {
          comparison: {
            metrics: metrics.map((value) => value && (value > 5 ? Math.round(value * 0.8) : value * 0.9)),
            change: metrics.map(() => null),
          },
        }),
      };
    }),
  );
  const counted = size === 0 ? (first ? [] : rows) : rows;
  const { offset, limit } = query.pagination;
  return {
    results: counted.slice(offset, offset + limit),
    meta: {
      rules: 'views.rules.v1',
      source: 'rollups',
      imported: imported ?? { views: 1200, share: 0.052 },
      freshness: size === 0 ? { position: null, at: null } : { position: '1', at: '2026-11-28T15:31:20.000Z' },
      sampling: 'never',
      timezone: query.timezone,
      range: ['2026-11-01T00:00:00.000Z', '2026-11-29T00:00:00.000Z'],
      ...(labels && { time_labels: labels }),
      ...(query.include.total_rows && { total_rows: counted.length }),
    },
    query,
  };
}

function metricOf(metric: AnalyticsMetric, weight: number, human: boolean | undefined): number | null {
  const count = (share: number) => Math.round(weight * share);
  switch (metric) {
    case 'views':
      return human === false ? 0 : count(1);
    case 'excluded':
      return human === true ? 0 : count(0.4);
    case 'visitors':
      return count(0.6);
    case 'answers_viewed':
      return count(0.02);
    case 'views_per_visitor':
      return weight === 0 ? null : 1.7;
    case 'read_time':
      return weight === 0 ? null : 65.4;
    case 'bot_share':
      return weight === 0 ? null : 0.213;
    case 'repeat_share':
      return weight === 0 ? null : 0.052;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');

function labelsOf(dimension: string): string[] {
  if (dimension === 'time:hour') return Array.from({ length: 24 }, (_, hour) => `2026-11-28T${two(hour)}:00:00`);
  if (dimension === 'time:month')
    return Array.from({ length: 12 }, (_, month) => `${month === 0 ? 2025 : 2026}-${two(((month + 11) % 12) + 1)}-01`);
  if (dimension === 'time:quarter_hour') return ['2026-11-28T15:00:00', '2026-11-28T15:15:00', '2026-11-28T15:30:00'];
  return Array.from({ length: 28 }, (_, day) => `2026-11-${two(day + 1)}`);
}
