import type { RowReader } from '@stoa/kernel';
import { nothing, type Measures } from '../judged-views.ts';
import { KEPT, isEntity, type KeptDimension, type ScopeKind } from '../rollup-keys.ts';
import type { BreakdownRow, DayRow } from '../view-rollups.entities.ts';
import { coveringKeys } from '../weeks.ts';
import type { Ask } from './ask.ts';
import { DAY_COLUMNS, measuresOfDay, ofDays } from './days.ts';
import type { Groups } from './groups.ts';
import type { Span } from './ranges.ts';
import { shownValues } from './shown-values.ts';
import type { Top } from './top.ts';

/** Days whose values stand in rows of their own: those of the site, and the bots of an answer. */
export interface ValuesOfDays {
  readonly kind: ScopeKind;
  readonly of: string;
  readonly days: Span;
  readonly dimension: KeptDimension;
}

/** What a list has beyond the rows that were read. */
export interface Beyond {
  readonly rows: number;
  readonly views: number;
}

export const ALL_READ: Beyond = { rows: 0, views: 0 };

type ValueRow = BreakdownRow & { readonly groups?: number };

/** Adds what days have of each value, or of the first ones of a list. */
export async function readValues(
  ask: Ask,
  asked: ValuesOfDays,
  rows: RowReader,
  groups: Groups,
  top: Top | undefined,
): Promise<Beyond> {
  // Asked for at once, so that nothing is counted between them in the process that counts.
  const read = (first?: Top) => Promise.all([valuesOf(ask, asked, rows, first), daysOf(asked, rows)]);
  let [found, whole] = await read(top);
  if (top && !isEnough(found, top)) [found, whole] = await read();
  const values = found.map(({ value }) => value);
  const shown = await shownValues(ask, asked.dimension, values, rows);
  for (const row of found) groups.add([shown(row.value)], row);
  if (!isEntity(asked.dimension)) {
    groups.add([null], whole);
    for (const row of found) groups.add([null], row, -1);
  }
  if (!top) return ALL_READ;
  const views = found.reduce((rest, row) => rest - row.views, whole.views);
  return { rows: (found[0]?.groups ?? found.length) - found.length, views };
}

function valuesOf(
  { measures }: Ask,
  { kind, of, days, dimension }: ValuesOfDays,
  rows: RowReader,
  top: Top | undefined,
): Promise<ValueRow[]> {
  return rows.aggregate<ValueRow>('breakdown', {
    where: { of, by: KEPT[dimension], days: kind === 'site' ? coveringKeys(days) : ofDays(of, days).day },
    groupBy: ['value'],
    sums: measures,
    someOf: measures,
    ...(top && { order: [top.way === 'desc' ? `-${top.by}` : top.by], limit: readFor(top), counted: top.counted }),
  });
}

/** How many answers of the site were viewed on these days. */
export async function answersViewed(of: string, days: Span, rows: RowReader): Promise<number> {
  const [first] = await rows.aggregate<ValueRow>('breakdown', {
    where: { of, by: KEPT.answer, days: coveringKeys(days) },
    groupBy: ['value'],
    sums: ['views'],
    someOf: ['views'],
    counted: true,
    order: ['value'],
    limit: 1,
  });
  // Views of questions themselves come first, where there are any.
  return (first?.groups ?? 0) - (first?.value === '' ? 1 : 0);
}

async function daysOf({ of, days }: ValuesOfDays, rows: RowReader): Promise<Measures> {
  const [sum] = await rows.aggregate<DayRow>('day', { where: ofDays(of, days), sums: DAY_COLUMNS });
  return sum ? measuresOfDay(sum) : nothing();
}

/** Rows that count the same are ordered by what is shown of them, which SQL does not know. */
const readFor = ({ rows }: Top): number => 2 * rows + 1;

/** Whether rows were read until one that is not wanted counts something else than those that are. */
const isEnough = (found: readonly ValueRow[], top: Top): boolean =>
  found.length < readFor(top) || found.findIndex((row) => row[top.by] === found.at(-1)![top.by]) >= top.rows;
