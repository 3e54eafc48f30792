import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DistributedReadSide } from '@stoa/projections-distributed';
import type { EventStore, Generation, Projection, RecordedEvent } from '@stoa/kernel';
import { renderMarkdown } from '@stoa/markdown';
import { dump, replay } from '@stoa/projections-engine';
import { SqliteGeneration, schemaOf } from '@stoa/projections-store';
import { eventually } from '@stoa/testing';

const html = { render: async (texts: readonly string[]) => texts.map(renderMarkdown) };
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A read model as the projectors left it, and as one process makes it of the same log on SQLite. */
export interface Comparison {
  readonly projection: string;
  readonly live: readonly string[];
  readonly folded: readonly string[];
}

/** Waits until every live generation in Postgres is up to the log, documents too, and dumps it beside a fold of the whole log. */
export async function compareReadModels(
  postgres: string,
  log: readonly RecordedEvent[],
  timeout = 120_000,
): Promise<Comparison[]> {
  const side = await DistributedReadSide.open({ connectionString: postgres, name: 'comparison', log: QUIET });
  try {
    const compared: Comparison[] = [];
    for (const projection of side.projections) {
      const live = await eventually(() => upToDate(side, projection, log.at(-1)?.position ?? ''), { timeout, interval: 200 });
      compared.push({
        projection: projection.name,
        live: await dumped(projection, live),
        folded: await foldedOnSqlite(projection, log),
      });
    }
    return compared;
  } finally {
    await side.close();
  }
}

async function upToDate({ registry }: DistributedReadSide, projection: Projection, head: string): Promise<Generation> {
  const record = await registry.live(projection.name);
  if (!record) throw new Error(`${projection.name} has no live generation`);
  const generation = await registry.open(record);
  const behind = [...(await generation.checkpoints())].filter(([, position]) => position < head);
  const waiting = await generation.dirtyCount();
  if (behind.length > 0 || waiting > 0)
    throw new Error(`${projection.name} is not up to ${head}: ${waiting} documents wait, behind are ${behind.join(' ')}`);
  return generation;
}

/** The log as a store gives it. */
const readable = (log: readonly RecordedEvent[]): Pick<EventStore, 'readAll'> => ({
  async *readAll(after, { batchSize = 500 } = {}) {
    const asked = log.filter(({ position }) => position > after);
    for (let index = 0; index < asked.length; index += batchSize) yield asked.slice(index, index + batchSize);
  },
});

async function foldedOnSqlite(projection: Projection, log: readonly RecordedEvent[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-folded-'));
  const file = join(folder, 'generation.sqlite');
  const schema = await schemaOf(projection);
  SqliteGeneration.create(file, schema);
  const generation = SqliteGeneration.open(file, schema, 1);
  try {
    await replay(projection, readable(log), generation, html);
    return await dumped(projection, generation);
  } finally {
    await generation.close();
    rmSync(folder, { recursive: true });
  }
}

async function dumped(projection: Projection, generation: Generation): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of dump(projection, generation)) lines.push(line);
  return lines;
}
