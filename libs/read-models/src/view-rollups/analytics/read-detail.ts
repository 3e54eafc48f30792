import { setImmediate } from 'node:timers/promises';
import { TOPICS, VIEW_FACTS } from '@stoa/contracts';
import type { RowReader, TextRange } from '@stoa/kernel';
import { entryOf, type Section } from '../detail/counts.ts';
import { eachOf } from '../detail/packed-counts.ts';
import { QUARTERS, partOf, placeOf, quarterOf } from '../detail/values.ts';
import { addTo, nothing, type Measures } from '../judged-views.ts';
import { DAY_MS, QUARTER_MS, isEntity, keyTime, type KeptDimension } from '../rollup-keys.ts';
import type { DetailRow } from '../view-rollups.entities.ts';

/** Days of one scope that are told in detail. */
export interface Days {
  readonly of: string;
  readonly day: Required<TextRange>;
}

/** Rows that are read in one go: other requests come in between. */
const PAGE = 2000;
const SHARDS = TOPICS[VIEW_FACTS]!.partitions;

/** Adds what the days have of each quarter hour. */
export const eachQuarter = (days: Days, rows: RowReader, visit: (at: number, measures: Measures) => void): Promise<void> =>
  eachRow(days, rows, ({ day, counts }) => {
    const midnight = keyTime(day);
    eachOf(counts, QUARTERS, (value, measures) => visit(midnight + quarterOf(value) * QUARTER_MS, measures));
  });

/**
 * What the days have of each value of a dimension, and of none: that of what has a name is kept, and of all else it is what the values leave.
 */
export async function valuesIn(
  days: Days,
  dimension: KeptDimension,
  rows: RowReader,
): Promise<{ values: Section; none: Measures }> {
  const { letter, part } = placeOf(dimension);
  const byKey: Section = new Map();
  const none = nothing();
  await eachRow(days, rows, ({ counts }) => {
    if (!isEntity(dimension)) eachOf(counts, QUARTERS, (_quarter, measures) => addTo(none, measures));
    eachOf(counts, letter, (key, measures) => addTo(entryOf(byKey, key), measures));
  });
  const values: Section = new Map();
  for (const [key, measures] of byKey) {
    const value = partOf(key, part);
    if (value !== '') addTo(entryOf(values, value), measures);
    else if (isEntity(dimension)) addTo(none, measures);
    if (value !== '' && !isEntity(dimension)) addTo(none, measures, -1);
  }
  return { values, none };
}

/** How often each answer was viewed on a day. */
export const eachAnswer = (
  days: Days,
  rows: RowReader,
  visit: (answer: string, day: string, views: number) => void,
): Promise<void> =>
  eachRow(days, rows, ({ day, counts }) =>
    eachOf(counts, placeOf('answer').letter, (key, { views }) => visit(partOf(key, 0), day, views)),
  );

async function eachRow(days: Days, rows: Rows, visit: (row: DetailRow) => void): Promise<void> {
  for (const row of await sharedRows(days, rows)) visit(row);
}

type Rows = RowReader & { readonly version?: string | undefined };
type Reading = Promise<readonly DetailRow[]>;

/** What the panels of one dashboard ask for, one after the other: the same days, and those before. */
const shared = new WeakMap<Rows, Map<string, Reading>>();
const MOST_SHARED = 2;

/** Rows are read once for all that ask for the same days, as long as nothing else was counted. */
function sharedRows(days: Days, rows: Rows): Reading {
  const { version } = rows;
  if (version === undefined) return rowsOf(days, rows);
  const known = shared.get(rows) ?? new Map<string, Reading>();
  shared.set(rows, known);
  const key = JSON.stringify([version, days]);
  const pending = known.get(key);
  if (pending) return pending;
  const reading = rowsOf(days, rows);
  known.set(key, reading);
  for (const oldest of [...known.keys()].slice(0, -MOST_SHARED)) known.delete(oldest);
  const forget = () => void (known.get(key) === reading && known.delete(key));
  // Long ranges are not kept; what fails is tried again.
  reading.then((found) => found.length > PAGE && forget(), forget);
  return reading;
}

async function rowsOf({ of, day }: Days, rows: RowReader): Promise<DetailRow[]> {
  const found: DetailRow[] = [];
  const limit = Math.min(PAGE, ((keyTime(day.before) - keyTime(day.from)) / DAY_MS) * SHARDS);
  let beyond = [day.from, ''];
  for (;;) {
    const page = await rows.first<DetailRow>('detail', { of }, ['day', 'shard'], limit, beyond);
    for (const row of page) {
      if (row.day >= day.before) return found;
      found.push(row);
    }
    if (page.length < limit) return found;
    const last = page.at(-1)!;
    beyond = [last.day, last.shard];
    await setImmediate();
  }
}
