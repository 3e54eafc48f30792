import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore, Generation, HtmlSource } from '@stoa/kernel';
import { replay } from '@stoa/projections-engine';
import { SqliteGenerationRegistry } from '@stoa/projections-store';
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
