import type { AnalyticsResult } from './analytics-query.ts';

type Cell = string | number | null;

/** A result as CSV (RFC 4180), with a line of names. What stands for none is empty; text that a spreadsheet would compute is marked as text. */
export function analyticsCsv({ results, query }: AnalyticsResult): string {
  const { dimensions, metrics } = query;
  const before = results.find(({ comparison }) => comparison)?.comparison;
  const names = [
    ...dimensions,
    ...metrics,
    ...(before?.dimensions ? dimensions.map((name) => `previous_${name}`) : []),
    ...(before ? [...metrics.map((name) => `previous_${name}`), ...metrics.map((name) => `change_${name}`)] : []),
  ];
  const rows = results.map(({ dimensions: own, metrics: counts, comparison }): Cell[] => [
    ...own,
    ...counts,
    ...(comparison ? [...(comparison.dimensions ?? []), ...comparison.metrics, ...comparison.change] : []),
  ]);
  return [names, ...rows].map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** Where spreadsheets see a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
