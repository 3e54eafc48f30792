import type { AnalyticsMeta, AnalyticsResult } from '@stoa/contracts';

/** A query that was not answered, with the reason for people: it scanned too much, say. */
export interface Refused {
  readonly refused: string;
}

/** By the names of the page's queries. */
export type PanelResults = ReadonlyMap<string, AnalyticsResult | Refused>;

export function resultOf(results: PanelResults, name: string): AnalyticsResult | undefined {
  const result = results.get(name);
  return result && !('refused' in result) ? result : undefined;
}

export function refusalOf(results: PanelResults, name: string): string | undefined {
  const result = results.get(name);
  return result && 'refused' in result ? result.refused : undefined;
}

/** Of the first result that has come: rules, freshness and imports are the same for all of a page. */
export function metaOf(results: PanelResults): AnalyticsMeta | undefined {
  for (const result of results.values()) if (!('refused' in result)) return result.meta;
  return undefined;
}
