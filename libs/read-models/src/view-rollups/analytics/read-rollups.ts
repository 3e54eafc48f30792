import { setImmediate } from 'node:timers/promises';
import type { RowReader } from '@stoa/kernel';
import { isBot, type Measures } from '../judged-views.ts';
import {
  DAY_MS,
  KEPT,
  QUARTER_MS,
  dayKey,
  hourKey,
  keyTime,
  longId,
  scopeKey,
  shortId,
  type KeptDimension,
} from '../rollup-keys.ts';
import type { BreakdownRow, DayRow, HourRow, PageRow } from '../view-rollups.entities.ts';
import { coveringKeys } from '../weeks.ts';
import type { Ask } from './ask.ts';
import { DAY_COLUMNS, classesOfDay, measuresOfDay, ofDays, type OfDays } from './days.ts';
import { eachAnswer, eachQuarter, valuesIn } from './read-detail.ts';
import type { Groups } from './groups.ts';
import type { RollupPlan, Scope } from './plan.ts';
import type { Span } from './ranges.ts';
import { ALL_READ, answersViewed, readValues, type Beyond } from './read-values.ts';
import { shownValues } from './shown-values.ts';
import type { Top } from './top.ts';

/** Adds what the rollups say of the plan's whole days and quarter hours; with `top`, the first rows of a list where these are known alone. */
export async function readRollups(ask: Ask, plan: RollupPlan, rows: RowReader, groups: Groups, top?: Top): Promise<Beyond> {
  const of = await keyOf(plan.scope, rows);
  if (of === undefined) return ALL_READ;
  const { scope, days, hours, read } = plan;
  const isSite = scope.kind === 'site';
  for (const span of hours) await (isSite ? readHours : readQuarters)(ask, of, span, rows, groups);
  if (!days) return ALL_READ;
  const where = ofDays(of, days);
  let beyond = ALL_READ;
  if (read === 'total' || read === 'days') await readDays(ask, where, rows, groups);
  else if (read === 'classes') await readClasses(where, rows, groups);
  else if (read !== 'hours' && (isSite || isOfBots(plan)))
    beyond = await readValues(ask, { kind: scope.kind, of, days, dimension: read }, rows, groups, top);
  else if (read !== 'hours') await readDetail(ask, where, read, rows, groups);
  if (ask.countsAnswers) await readAnswers(ask, plan, where, rows, groups);
  return beyond;
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

async function readDetail(ask: Ask, where: OfDays, dimension: KeptDimension, rows: RowReader, groups: Groups): Promise<void> {
  const { values, none } = await valuesIn(where, dimension, rows);
  const shown = await shownValues(ask, dimension, [...values.keys()], rows);
  for (const [value, measures] of values) groups.add([shown(value)], measures);
  groups.add([null], none);
}

async function readAnswers(
  ask: Ask,
  { scope, days, facts }: RollupPlan,
  where: OfDays,
  rows: RowReader,
  groups: Groups,
): Promise<void> {
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
  if (days && !ask.time && facts.length === 0) {
    groups.at([]).otherAnswers += await answersViewed(where.of, days, rows);
    return;
  }
  const found = await rows.aggregate<BreakdownRow>('breakdown', {
    where: { of: where.of, by: KEPT.answer, days: ask.time || !days ? where.day : coveringKeys(days) },
    groupBy: ask.time ? ['value', 'days'] : ['value'],
    sums: ['views'],
  });
  for (const row of found) add(row.value, row.days, row.views);
}
