import { SqliteEventStore } from '@stoa/event-store';
import type { EventStore, HtmlSource, Projection, RecordedEvent } from '@stoa/kernel';
import { REPLAY_BATCH, digests, replay } from '@stoa/projecting';
import { projections, questionPage } from '@stoa/read-models';
import { PostgresGenerationRegistry, migrateControl, openPostgres } from '@stoa/read-store';
import pg from 'pg';
import { barePostgres } from './bare-postgres.ts';

export interface PostgresMeasure {
  readonly events: number;
  readonly seconds: number;
  /** Of the rows, so that both sides are known to have done the same. */
  readonly digest: string;
}

const page = questionPage as unknown as Projection;
const nothing: HtmlSource = { render: async (markdown) => [...markdown] };

/** The log's events, decoded, in batches of a replay. */
async function batchesOf(log: string): Promise<RecordedEvent[][]> {
  const store = SqliteEventStore.open(log, { readOnly: true });
  const batches: RecordedEvent[][] = [];
  for await (const batch of store.readAll('', { batchSize: REPLAY_BATCH }))
    batches.push(
      batch.map(({ id, type, stream, revision, position, occurredAt, recordedAt, data, meta }) => ({ id, type, stream, revision, position, occurredAt, recordedAt, data, meta })), // prettier-ignore
    );
  await store.close();
  return batches;
}

/** A rebuild of question-page's rows, by the engine or by the loop; the generation is dropped afterwards. */
export async function measurePostgres(how: 'engine' | 'bare', log: string, url: string): Promise<PostgresMeasure> {
  const batches = await batchesOf(log);
  const pool = openPostgres({ connectionString: url, applicationName: 'bench' });
  await migrateControl(pool, url);
  const registry = await PostgresGenerationRegistry.open(pool, projections);
  const record = await registry.create(page.name, 'bench');
  const generation = await registry.open(record);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CHECKPOINT');

  const started = performance.now();
  let events = 0;
  if (how === 'engine')
    await replay(page, memoryLog(batches), generation, nothing, {
      rowsOnly: true,
      onProgress: ({ phase, done }) => void (phase === 'replay' && (events = done)),
    });
  else {
    events = await barePostgres(client, `question_page_${record.number}`, batches);
    await generation.buildIndexes();
  }
  const seconds = (performance.now() - started) / 1000;

  const found = await digests(page, generation);
  const digest = found.map(({ table, rows, sha256 }) => `${table} ${rows} ${sha256.slice(0, 12)}`).join(', ');
  await registry.drop(record);
  await client.end();
  await pool.end();
  return { events, seconds, digest };
}

const memoryLog = (batches: readonly RecordedEvent[][]): Pick<EventStore, 'readAll'> => ({
  async *readAll() {
    yield* batches;
  },
});
