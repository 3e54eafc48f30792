import { EventStoreDbEventStore, SqliteEventStore } from '@stoa/event-store';
import type { HtmlSource, Projection, RecordedEvent } from '@stoa/kernel';
import { REPLAY_BATCH, digests, replay } from '@stoa/projections-engine';
import { projections, questionPage } from '@stoa/read-models/projections';
import {
  PostgresGenerationRegistry,
  migrateControl,
  openPostgres,
  schemaOf,
  type PostgresGeneration,
} from '@stoa/projections-store';
import { barePostgresRebuild } from './bare-postgres.ts';

const nothing: HtmlSource = { render: async (markdown) => [...markdown] };
const page = questionPage as unknown as Projection;

export interface PostgresRebuild {
  readonly events: number;
  readonly seconds: number;
  /** Hash of all rows: both ways must come to the same. */
  readonly digest: string;
  readonly cpuSeconds: number;
}

/** The loop by hand, or the engine, over the same decoded batches from memory; in a new generation that is dropped at the end. */
export async function measurePostgres(way: 'bare' | 'engine', url: string, log: string, count: number): Promise<PostgresRebuild> {
  const batches = await decoded(log, count);
  const { createIndexes } = await schemaOf(page);
  return inNewGeneration(url, async (generation, schema) => {
    if (way === 'bare') await barePostgresRebuild(url, schema, batches, createIndexes);
    else await replay(page, { readAll: () => from(batches) }, generation, nothing, { rowsOnly: true });
    return batches.reduce((sum, batch) => sum + batch.length, 0);
  });
}

/** The engine from the store, through the client. */
export async function measureThroughClient(url: string, eventStore: string): Promise<PostgresRebuild> {
  const store = EventStoreDbEventStore.open({ connectionString: eventStore, patienceMs: 60_000 });
  try {
    return await inNewGeneration(url, async (generation) => {
      let events = 0;
      const onProgress = ({ phase, done }: { phase: string; done: number }) => {
        if (phase === 'replay') events = done;
      };
      await replay(page, store, generation, nothing, { rowsOnly: true, onProgress });
      return events;
    });
  } finally {
    await store.close();
  }
}

async function inNewGeneration(
  url: string,
  work: (generation: PostgresGeneration, schema: string) => Promise<number>,
): Promise<PostgresRebuild> {
  const pool = openPostgres({ connectionString: url, applicationName: 'bench' });
  await migrateControl(pool, url);
  const registry = await PostgresGenerationRegistry.open(pool, projections);
  const record = await registry.create(page.name, 'bench');
  const generation = await registry.open(record);
  try {
    await pool.query('CHECKPOINT');
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const events = await work(generation, `question_page_${record.number}`);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const tables = await digests(page, generation);
    const digest = tables.map((table) => JSON.stringify(table)).join();
    return { events, seconds, digest, cpuSeconds: (user + system) / 1e6 };
  } finally {
    await registry.drop(record);
    await pool.end();
  }
}

async function decoded(log: string, count: number): Promise<RecordedEvent[][]> {
  const store = SqliteEventStore.open(log, { readOnly: true });
  const batches: RecordedEvent[][] = [];
  let left = count;
  for await (const batch of store.readAll('', { batchSize: REPLAY_BATCH })) {
    batches.push(batch.slice(0, left));
    left -= batches.at(-1)!.length;
    if (left <= 0) break;
  }
  await store.close();
  return batches;
}

async function* from(batches: readonly RecordedEvent[][]): AsyncIterable<RecordedEvent[]> {
  yield* batches;
}
