import { join } from 'node:path';
import { QueryAnalytics, ViewsRecorded, analyticsQuery, decodeFacts, type AnalyticsRequest } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import { served } from '@stoa/projections-engine/testing/served';
import { QueryAnalyticsHandler } from '@stoa/read-models';
import { viewRollups } from '@stoa/read-models/projections';
import { Sqlite } from '@stoa/sqlite';
import { figure, ratio, type Bench } from '../bench.ts';
import { RAW_INDEX, RAW_TABLE, rawSeries, rawTop } from './bare-views.ts';
import { foldRollups } from './rollups.ts';
import { sealViews } from './seal-views.ts';
import { DAY_MS, syntheticViews } from './synthetic-views.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 90;
const END = START + DAYS * DAY_MS;
const REPEATS = 20;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

const ALL = [START, END] as const;
/** From a Tuesday up to a Saturday: as many single days beside weeks as can be. */
const OFF_WEEKS = [START + 5 * DAY_MS, END - 4 * DAY_MS] as const;

const ASKED = [
  { name: 'daily series', dimension: 'time:day', sql: rawSeries, range: ALL },
  { name: 'top 10 pages', dimension: 'question', sql: rawTop('question'), range: ALL },
  { name: 'top 10 pages, off weeks', dimension: 'question', sql: rawTop('question'), range: OFF_WEEKS },
  { name: 'top 10 answers', dimension: 'answer', sql: rawTop('answer'), range: ALL },
  { name: 'top 10 mentors', dimension: 'mentor', sql: rawTop('mentor'), range: ALL },
  { name: 'top 10 referrers', dimension: 'referrer', sql: rawTop('referrer'), range: ALL },
  { name: 'top 10 countries', dimension: 'country', sql: rawTop('country'), range: ALL },
] as const;

export const viewsQuery: Bench = {
  name: 'views-query',
  description: '90 days by day, and the top 10 of some dimensions, from rollups, against SQL over raw facts in the same database',
  async run({ views, rounds, folder, log }) {
    log(`sealing ${views.toLocaleString('en-US')} views of ${DAYS} days`);
    const store = SqliteEventStore.open(join(folder, 'events.sqlite'));
    const sealed = await sealViews(store, syntheticViews(views, DAYS, START));
    log('folding rollups');
    const rollups = await foldRollups(store, join(folder, 'read-models'));
    log(`rollups of ${(rollups.bytes / 2 ** 20).toFixed(0)} MB in ${rollups.seconds.toFixed(1)} s; raw facts`);
    await writeRaw(store, rollups.file);
    await store.close();
    const { generation, close } = await rollups.open();
    const handler = new QueryAnalyticsHandler(served(new Map([[viewRollups.name, generation]])), undefined, () => END + DAY_MS);
    const raw = new Sqlite(rollups.file, { readonly: true });
    const ask = (dimension: string, [from, to]: readonly [number, number]) =>
      handler.execute(
        new QueryAnalytics(
          analyticsQuery.parse({
            metrics: ['views', 'visitors'],
            date_range: [dayOf(from), dayOf(to - DAY_MS)],
            dimensions: [dimension],
            pagination: { limit: dimension === 'time:day' ? 100 : 10 },
          } as AnalyticsRequest),
        ),
      );
    const times = new Map<string, { ours: number[]; raw: number[]; ratios: number[] }>();
    for (let round = 0; round < rounds; round++) {
      log(`round ${round + 1} of ${rounds}`);
      for (const { name, dimension, sql, range } of ASKED) {
        const found = times.get(name) ?? { ours: [], raw: [], ratios: [] };
        times.set(name, found);
        const [rawMs, rows] = await timed(async () => raw.prepare(sql).all(...range) as { views: number }[]);
        const mine: number[] = [];
        for (let repeat = 0; repeat < REPEATS; repeat++) {
          const [ms, { results, meta }] = await timed(() => ask(dimension, range));
          if (meta.source !== 'rollups') throw new Error(`${name} was answered from ${meta.source}`);
          const equal = rows.every((row, index) => row.views === results[index]?.metrics[0]) && rows.length === results.length;
          if (!equal)
            throw new Error(
              `${name}: SQL says ${JSON.stringify(rows.slice(0, 3))}, rollups ${JSON.stringify(results.slice(0, 3))}`,
            );
          mine.push(ms);
        }
        mine.sort((a, b) => a - b);
        found.ours.push(...mine);
        found.raw.push(rawMs);
        found.ratios.push(rawMs / mine[REPEATS / 2]!);
      }
    }
    raw.close();
    await close();
    const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)]!;
    return {
      figures: [...times].flatMap(([name, found]) => [
        figure(`${name}, SQL over raw facts`, 'ms', found.raw),
        figure(`${name}, from rollups`, 'ms', found.ours),
      ]),
      ratios: [...times].flatMap(([name, { ours, ratios }]) => [
        ratio(`${name}: p95`, [p95(ours)], 20, true, 'ms'),
        ratio(`${name}: raw / rollups`, ratios, 50),
      ]),
      notes: [
        `${sealed.views.toLocaleString('en-US')} views, ${sealed.facts.toLocaleString('en-US')} facts; the whole query handler, ${REPEATS} times a round, equal to the SQL row by row`,
        `rollups were built in ${rollups.seconds.toFixed(1)} s: ${Math.round(sealed.facts / rollups.seconds).toLocaleString('en-US')} facts/s`,
      ],
    };
  },
};

async function timed<A>(run: () => Promise<A>): Promise<[number, A]> {
  const started = performance.now();
  const result = await run();
  return [performance.now() - started, result];
}

async function writeRaw(store: SqliteEventStore, file: string): Promise<void> {
  const db = new Sqlite(file);
  db.exec(RAW_TABLE);
  const insert = db.prepare('INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const write = db.transaction((facts: ReturnType<typeof decodeFacts>) => {
    for (const { at, kind, class: of, reader, target, referrer } of facts)
      insert.run(
        at,
        kind,
        of,
        reader.visitor,
        target?.questionId,
        target?.answerId,
        target?.mentorId,
        referrer,
        reader.country,
        reader.browser,
      );
  });
  for await (const events of store.readAll('', { batchSize: 50 }))
    for (const { type, data } of events) if (type === ViewsRecorded.type) write(decodeFacts((data as { facts: string }).facts));
  db.exec(RAW_INDEX);
  db.exec('ANALYZE raw');
  db.close();
}
