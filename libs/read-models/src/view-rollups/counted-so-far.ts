import type { ViewsFreshness } from '@stoa/contracts';
import type { RowReader } from '@stoa/kernel';
import type { BatchRow } from './view-rollups.entities.ts';

const FIRST_RULES = 'views.rules.v1';

/** How far the log was counted, and by which rules. */
export async function countedSoFar(rows: RowReader): Promise<{ freshness: ViewsFreshness; rules: string }> {
  const [[last], [latest]] = await Promise.all([
    rows.first<BatchRow>('batch', {}, ['-position'], 1),
    rows.first<BatchRow>('batch', {}, ['-lastAt'], 1),
  ]);
  return {
    freshness: { position: last?.position ?? null, at: latest?.lastAt ?? null },
    rules: last?.rules ?? FIRST_RULES,
  };
}

/** When the first fact was told. */
export async function firstFactAt(rows: RowReader): Promise<number | undefined> {
  const [first] = await rows.first<BatchRow>('batch', {}, ['firstAt'], 1);
  return first && Date.parse(first.firstAt);
}
