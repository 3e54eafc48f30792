import { isTimeDimension, type AnalyticsMetric, type AnalyticsQuery, type AnalyticsRow } from '@stoa/contracts';
import type { Ask } from './ask.ts';
import type { Group } from './groups.ts';

type Cell = string | number | null;

/** What a group is in numbers: null where nothing was divided. */
export const metricsOf = (group: Group, metrics: readonly AnalyticsMetric[]): (number | null)[] =>
  metrics.map((metric) => metricOf(group, metric));

function metricOf({ measures, imported, answers, otherAnswers }: Group, metric: AnalyticsMetric): number | null {
  const { views, visitors, readMs, excluded, bots, repeats } = measures;
  switch (metric) {
    case 'views':
      return views + imported;
    case 'visitors':
      return visitors;
    case 'answers_viewed':
      return [...answers.values()].filter((count) => count > 0).length + otherAnswers;
    case 'views_per_visitor':
      return share(views, visitors);
    case 'read_time':
      return share(readMs / 1000, views);
    case 'excluded':
      return excluded;
    case 'bot_share':
      return share(bots, views + excluded);
    case 'repeat_share':
      return share(repeats, views + excluded);
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Where there are dimensions, without groups that have nothing of what the metrics are made of. */
export const toldOf = (ask: Ask, groups: readonly Group[]): Group[] =>
  ask.dimensions.length === 0
    ? [...groups]
    : groups.filter(({ measures, imported }) => imported !== 0 || ask.measures.some((name) => measures[name] !== 0));

/** Rows in the order asked for; where that leaves a choice, in the order of their dimensions. */
export function ordered(ask: Ask, query: AnalyticsQuery, rows: AnalyticsRow[]): AnalyticsRow[] {
  const place =
    (term: string) =>
    (row: AnalyticsRow): Cell => {
      const metric = ask.metrics.indexOf(term as AnalyticsMetric);
      return (metric >= 0 ? row.metrics[metric] : row.dimensions[ask.dimensions.indexOf(term as 'answer')]) ?? null;
    };
  const asked = query.order_by.map(([term, way]) => ({ of: place(term), sign: way === 'asc' ? 1 : -1 }));
  const usual = ask.time
    ? [{ of: place(ask.time), sign: 1 }, { of: place(ask.metrics[0]!), sign: -1 }]
    : [{ of: place(ask.metrics[0]!), sign: -1 }]; // prettier-ignore
  const rest = ask.dimensions.map((dimension) => ({ of: place(dimension), sign: 1 }));
  const terms = [...(asked.length > 0 ? asked : usual), ...rest];
  return rows.sort((one, other) => {
    for (const { of, sign } of terms) {
      const way = compared(of(one), of(other), sign);
      if (way !== 0) return way;
    }
    return 0;
  });
}

/** Null comes last in either direction. */
function compared(one: Cell, other: Cell, sign: number): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -sign : sign;
}

/** A row's place in the period before: spans of time are matched by their number. */
export function compareRows(
  ask: Ask,
  rows: AnalyticsRow[],
  former: readonly Group[],
  labels: readonly string[],
  formerLabels: readonly string[],
): void {
  const at = ask.dimensions.findIndex(isTimeDimension);
  const numberOf = new Map(labels.map((label, index) => [label, index]));
  const found = new Map(former.map((group) => [JSON.stringify(group.dimensions), group]));
  const nobody = metricsOf(EMPTY, ask.metrics);
  for (const row of rows) {
    const dimensions = row.dimensions.map((value, index) =>
      index === at ? (formerLabels[numberOf.get(value!) ?? -1] ?? null) : value,
    );
    const group = found.get(JSON.stringify(dimensions));
    const metrics = group ? metricsOf(group, ask.metrics) : nobody;
    row.comparison = {
      ...(at >= 0 ? { dimensions } : {}),
      metrics,
      change: row.metrics.map((now, index) => changeOf(now ?? null, metrics[index] ?? null)),
    };
  }
}

const EMPTY: Group = {
  dimensions: [],
  measures: { views: 0, visitors: 0, readMs: 0, excluded: 0, bots: 0, repeats: 0 },
  imported: 0,
  answers: new Map(),
  otherAnswers: 0,
};

function changeOf(now: number | null, before: number | null): number | null {
  if (now === null || before === null) return null;
  if (before === 0) return now === 0 ? 0 : null;
  return ((now - before) / before) * 100;
}
