import type { AnalyticsResult } from '@stoa/contracts';
import type { Stack } from '../chart/stacked-chart.tsx';
import { CLASS_GROUPS } from '../class-groups.ts';

const groupOf = new Map<string, number>(CLASS_GROUPS.flatMap(({ classes }, index) => classes.map((name) => [name, index])));
const none = () => CLASS_GROUPS.map(() => 0);

/** A row's facts: views of what counted, or what did not count. */
const factsOf = (metrics: readonly (number | null)[]): number => metrics.reduce<number>((sum, value) => sum + (value ?? 0), 0);

function add(counts: number[], name: string | null | undefined, metrics: readonly (number | null)[]): void {
  const group = groupOf.get(name ?? '');
  if (group !== undefined) counts[group]! += factsOf(metrics);
}

/** Of a query by class, for each group. */
export function countsByGroup({ results }: AnalyticsResult): number[] {
  const counts = none();
  for (const { dimensions, metrics } of results) add(counts, dimensions[0], metrics);
  return counts;
}

/** Of a query by time and class. */
export function stackOf({ results, meta, query }: AnalyticsResult): Stack {
  const labels = meta.time_labels ?? [...new Set(results.map(({ dimensions }) => dimensions[0] ?? ''))].sort();
  const columns = new Map(labels.map((label) => [label, none()]));
  for (const { dimensions, metrics } of results) {
    const counts = columns.get(dimensions[0] ?? '');
    if (counts) add(counts, dimensions[1], metrics);
  }
  return {
    bucket: query.dimensions[0] ?? 'time:day',
    groups: CLASS_GROUPS.map(({ name }) => name),
    columns: [...columns].map(([label, counts]) => ({ label, counts })),
  };
}
