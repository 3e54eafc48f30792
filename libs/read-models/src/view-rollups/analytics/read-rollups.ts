import { setImmediate } from 'node:timers/promises';
import type { ViewClass } from '@stoa/contracts';
import type { RowReader } from '@stoa/kernel';
import { MEASURES, addTo, isBot, nothing, type Measures } from '../judged-views.ts';
import {
  DAY_MS,
  KEPT,
  QUARTER_MS,
  dayKey,
  hourKey,
  isEntity,
  keyTime,
  longId,
  scopeKey,
  shortId,
  type KeptDimension,
} from '../rollup-keys.ts';
import { CLASS_COLUMNS, type BreakdownRow, type DayRow, type HourRow, type PageRow } from '../view-rollups.entities.ts';
import type { Ask } from './ask.ts';
import { eachAnswer, eachQuarter, valuesIn } from './read-detail.ts';
import type { Groups } from './groups.ts';
import type { RollupPlan, Scope } from './plan.ts';
import type { Span } from './ranges.ts';

/** Adds what the rollups say of the plan's whole days and quarter hours. */
export async function readRollups(ask: Ask, plan: RollupPlan, rows: RowReader, groups: Groups): Promise<void> {
  const of = await keyOf(plan.scope, rows);
  if (of === undefined) return;
  const isSite = plan.scope.kind === 'site';
  for (const span of plan.hours) await (isSite ? readHours : readQuarters)(ask, of, span, rows, groups);
  if (!plan.days) return;
  const where = { of, day: { from: dayKey(plan.days.from), before: dayKey(plan.days.to) } };
  if (plan.read === 'total' || plan.read === 'days') await readDays(ask, where, rows, groups);
  else if (plan.read === 'classes') await readClasses(where, rows, groups);
  else if (plan.read !== 'hours') await (isSite || isOfBots(plan) ? readValues : readDetail)(ask, where, plan.read, rows, groups);
  if (ask.countsAnswers) await readAnswers(ask, plan, where, rows, groups);
}

/** An answer's bots stand in rows of their own. */
const isOfBots = ({ scope, read }: RollupPlan) => scope.kind === 'answer' && read === 'bot';

/** Undefined for a page that does not exist. */
async function keyOf({ kind, id, isPage }: Scope, rows: RowReader): Promise<string | undefined> {
  if (kind === 'site' || kind === 'topic') return scopeKey(kind, id);
  if (!isPage) return scopeKey(kind, shortId(id));
  const [page] = await rows.among<PageRow>('page', 'slug', [id.replace(/^\/q\//, '')]);
  return page && id.startsWith('/q/') ? scopeKey(kind, page.question) : undefined;
}

const QUARTERS = [0, 1, 2, 3] as const;
/** Hours that are read in one go: other requests come in between. */
const HOURS_MS = 92 * DAY_MS;

async function readHours(ask: Ask, of: string, span: Span, rows: RowReader, groups: Groups): Promise<void> {
  const columns = ask.measures.flatMap((name) => QUARTERS.map((quarter) => `${name}${quarter}` as const));
  const end = hourKey(span.to - 1);
  for (let begin = span.from; begin < span.to; begin += HOURS_MS) {
    const before = hourKey(begin + HOURS_MS);
    const found = await rows.aggregate<HourRow>('hour', {
      where: { of, hour: { from: hourKey(begin), before: before < end ? before : `${end}~` } },
      groupBy: ['hour'],
      sums: columns,
    });
    for (const row of found) addHour(ask, row, span, groups);
    if (begin + HOURS_MS < span.to) await setImmediate();
  }
}

function addHour(ask: Ask, row: HourRow, span: Span, groups: Groups): void {
  for (const quarter of QUARTERS) {
    const at = keyTime(row.hour) + quarter * QUARTER_MS;
    if (at < span.from || at >= span.to) continue;
    if (!ask.measures.some((name) => row[`${name}${quarter}`] !== 0)) continue;
    const measures: Partial<Measures> = {};
    for (const name of ask.measures) measures[name] = row[`${name}${quarter}`];
    groups.add(ask.time ? [ask.calendar.label(at, ask.time)] : [], measures);
  }
}

async function readQuarters(ask: Ask, of: string, span: Span, rows: RowReader, groups: Groups): Promise<void> {
  const days = { of, day: { from: dayKey(span.from), before: dayKey(span.to - 1 + DAY_MS) } };
  await eachQuarter(days, rows, (at, measures) => {
    if (at >= span.from && at < span.to) groups.add(ask.time ? [ask.calendar.label(at, ask.time)] : [], measures);
  });
}

type OfDays = { of: string; day: { from: string; before: string } };

export const DAY_COLUMNS = ['views', 'visitors', 'readMs', ...Object.values(CLASS_COLUMNS)] as const;

/** How many facts of some days fell in each class. */
export const classesOfDay = (row: DayRow): [ViewClass, number][] => [
  ['human', row.views],
  ...Object.entries(CLASS_COLUMNS).map(([name, column]): [ViewClass, number] => [name as ViewClass, row[column]]),
];

export const measuresOfDay = (row: DayRow): Measures => ({
  views: row.views,
  visitors: row.visitors,
  readMs: row.readMs,
  excluded: Object.values(CLASS_COLUMNS).reduce((sum, column) => sum + row[column], 0),
  bots: row.knownBot + row.automated,
  repeats: row.repeats,
});

async function readDays(ask: Ask, where: OfDays, rows: RowReader, groups: Groups): Promise<void> {
  const groupBy = ask.time ? (['day'] as const) : [];
  const found = await rows.aggregate<DayRow>('day', { where, groupBy, sums: DAY_COLUMNS });
  for (const row of found) groups.add(labelsOf(ask, row.day), measuresOfDay(row));
}

const labelsOf = ({ time, calendar }: Ask, day: string): string[] => (time ? [calendar.label(keyTime(day), time)] : []);

async function readClasses(where: OfDays, rows: RowReader, groups: Groups): Promise<void> {
  const [row] = await rows.aggregate<DayRow>('day', { where, sums: DAY_COLUMNS });
  if (!row) return;
  for (const [name, count] of classesOfDay(row)) {
    const { views, visitors, readMs } = row;
    if (name === 'human') groups.add([name], { views, visitors, readMs });
    else groups.add([name], { excluded: count, bots: isBot(name) ? count : 0, repeats: name === 'repeat' ? count : 0 });
  }
}

async function readValues(ask: Ask, where: OfDays, dimension: KeptDimension, rows: RowReader, groups: Groups): Promise<void> {
  // Asked for at once, so that nothing is counted between them in the process that counts.
  const [found, [day]] = await Promise.all([
    rows.aggregate<BreakdownRow>('breakdown', { where: { ...where, by: KEPT[dimension] }, groupBy: ['value'], sums: MEASURES }),
    isEntity(dimension) ? [] : rows.aggregate<DayRow>('day', { where, sums: DAY_COLUMNS }),
  ]);
  const values = found.map(({ value }) => value);
  const shown = await shownValues(ask, dimension, values, rows);
  const rest = day ? measuresOfDay(day) : nothing();
  for (const row of found) {
    groups.add([shown(row.value)], row);
    if (day) addTo(rest, row, -1);
  }
  groups.add([null], rest);
}

async function readDetail(ask: Ask, where: OfDays, dimension: KeptDimension, rows: RowReader, groups: Groups): Promise<void> {
  const { values, none } = await valuesIn(where, dimension, rows);
  const shown = await shownValues(ask, dimension, [...values.keys()], rows);
  for (const [value, measures] of values) groups.add([shown(value)], measures);
  groups.add([null], none);
}

/** What stands for a stored value in the result. */
async function shownValues(
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

async function readAnswers(ask: Ask, { scope }: RollupPlan, where: OfDays, rows: RowReader, groups: Groups): Promise<void> {
  if (ask.values.length > 0 || scope.kind === 'answer') {
    for (const { dimensions, measures } of groups.all()) {
      const answer = dimensions[0] ?? (scope.kind === 'answer' ? scope.id : null);
      if (answer !== null) groups.addAnswer(dimensions, answer, measures.views);
    }
    return;
  }
  const add = (value: string, day: string, views: number) => {
    if (value !== '') groups.addAnswer(labelsOf(ask, day), longId(value), views);
  };
  if (scope.kind !== 'site') return eachAnswer(where, rows, add);
  const found = await rows.aggregate<BreakdownRow>('breakdown', {
    where: { ...where, by: KEPT.answer },
    groupBy: ask.time ? ['value', 'day'] : ['value'],
    sums: ['views'],
  });
  for (const { value, day, views } of found) add(value, day, views);
}
