import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore, Generation, HtmlSource } from '@stoa/kernel';
import { replay } from '@stoa/projections-engine';
import { PostgresGenerationRegistry, SqliteGenerationRegistry, migrateControl, openPostgres } from '@stoa/projections-store';
import { projections, viewRollups } from '@stoa/read-models/projections';

const nothing: HtmlSource = { render: async (markdown) => [...markdown] };

export interface Rollups {
  readonly bytes: number;
  readonly seconds: number;
  /** The database that they lie in. */
  readonly file: string;
  open(): Promise<{ generation: Generation; close(): Promise<void> }>;
}

/** Builds the rollups of a log in a folder of their own. */
export async function foldRollups(store: EventStore, folder: string): Promise<Rollups> {
  const started = performance.now();
  const projection = projections.find(({ name }) => name === viewRollups.name)!;
  const registry = await SqliteGenerationRegistry.open(folder, projections);
  const record = await registry.create(projection.name, 'bench');
  const filled = await registry.open(record);
  await replay(projection, store, filled, nothing, {});
  await filled.close();
  registry.close();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const bySize = files.filter((name) => statSync(name).isFile()).sort((a, b) => statSync(b).size - statSync(a).size);
  return {
    bytes: statSync(bySize[0]!).size,
    seconds: (performance.now() - started) / 1000,
    file: bySize[0]!,
    open: async () => {
      const again = await SqliteGenerationRegistry.open(folder, projections);
      const generation = await again.open(record);
      const close = async () => {
        await generation.close();
        again.close();
      };
      return { generation, close };
    },
  };
}

/** Builds the rollups of a log in a database of their own. */
export async function foldIntoPostgres(
  store: EventStore,
  url: string,
): Promise<{ generation: Generation; seconds: number; close(): Promise<void> }> {
  const projection = projections.find(({ name }) => name === viewRollups.name)!;
  const pool = openPostgres({ connectionString: url, applicationName: 'bench' });
  await migrateControl(pool, url);
  const registry = await PostgresGenerationRegistry.open(pool, projections);
  const generation = await registry.open(await registry.create(projection.name, 'bench'));
  const started = performance.now();
  await replay(projection, store, generation, nothing, {});
  const seconds = (performance.now() - started) / 1000;
  await pool.query('ANALYZE');
  return { generation, seconds, close: () => pool.end() };
}
