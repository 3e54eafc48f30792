import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionOf, routeOf } from '@stoa/contracts';
import type { Generation, Projection, RecordedEvent } from '@stoa/kernel';
import { applyBatch, buildDocuments, dump } from '@stoa/projections-engine';
import { SqliteGeneration, schemaOf } from '@stoa/projections-store';
import { seeded } from './random-log.ts';

const plain = { render: async (markdown: readonly string[]) => markdown.map((text) => `<p>${text}</p>`) };

/** Runs `use` on an empty generation in a folder of its own. */
export async function withGeneration<A>(projection: Projection, use: (generation: Generation) => Promise<A>): Promise<A> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-fold-'));
  const schema = await schemaOf(projection);
  SqliteGeneration.create(join(folder, 'g.sqlite'), schema);
  const generation = SqliteGeneration.open(join(folder, 'g.sqlite'), schema, 1);
  try {
    return await use(generation);
  } finally {
    await generation.close();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Folds a log as `partitions` workers would, each with its own topic partitions and checkpoint, taking turns in an order drawn from
 * `seed` with batches of random size, while documents are built in between. Gives the dump.
 */
export function foldInPartitions(
  projection: Projection,
  log: readonly RecordedEvent[],
  partitions: number,
  seed: number,
): Promise<string[]> {
  const random = seeded(seed);
  return withGeneration(projection, async (generation) => {
    const queues = new Map<string, RecordedEvent[]>();
    for (const event of log) {
      const { topic, key } = routeOf(event);
      const partition = `${topic}/${partitionOf(key, partitions)}`;
      queues.set(partition, [...(queues.get(partition) ?? []), event]);
    }
    const checkpoints = new Map<string, string>();
    while (queues.size > 0) {
      const names = [...queues.keys()];
      const partition = names[Math.floor(random() * names.length)] as string;
      const queue = queues.get(partition) as RecordedEvent[];
      const batch = queue.splice(0, 1 + Math.floor(random() * 40));
      const from = checkpoints.get(partition) ?? '';
      checkpoints.set(partition, await applyBatch(projection, generation, partition, from, batch, { marks: true }));
      if (queue.length === 0) queues.delete(partition);
      if (random() < 0.2) await buildDocuments(projection, generation, plain, { lazy: random() < 0.5 });
    }
    await buildDocuments(projection, generation, plain, { lazy: true });
    const lines: string[] = [];
    for await (const line of dump(projection, generation)) lines.push(line);
    return lines;
  });
}

/** Rows of one table of a dump. */
export const rowsOf = (lines: readonly string[], table: string): Record<string, unknown>[] =>
  lines
    .map((line) => JSON.parse(line) as { row?: Record<string, unknown>; table: string })
    .flatMap((line) => (line.table === table && line.row ? [line.row] : []));
