import type { RowReader } from '@stoa/kernel';
import { isEntity, longId, type KeptDimension } from '../rollup-keys.ts';
import type { PageRow } from '../view-rollups.entities.ts';
import type { Ask } from './ask.ts';

/** What stands for a stored value in the result. */
export async function shownValues(
  ask: Ask,
  dimension: KeptDimension,
  values: readonly string[],
  rows: RowReader,
): Promise<(value: string) => string | null> {
  if (!isEntity(dimension) || dimension === 'topic') return (value) => value || null;
  if (!ask.values.includes('page')) return (value) => (value === '' ? null : longId(value));
  const pages = await rows.among<PageRow>('page', 'question', values);
  const slugs = new Map(pages.map(({ question, slug }) => [question, `/q/${slug}`]));
  return (value) => slugs.get(value) ?? null;
}
