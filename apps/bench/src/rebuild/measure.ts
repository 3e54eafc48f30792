import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '@stoa/event-store';
import type { HtmlSource, Projection } from '@stoa/kernel';
import { renderMarkdown, rendererVersion } from '@stoa/markdown';
import { REPLAY_BATCH, replay } from '@stoa/projections-engine';
import { projections, questionPage } from '@stoa/read-models/projections';
import { SqliteGenerationRegistry, SqliteHtmlCache, schemaOf } from '@stoa/projections-store';
import { bareRead, bareRebuild } from '../bare-limits.ts';

export interface RebuildMeasure {
  events: number;
  documents: number;
  seconds: number;
  rssMb: number;
}

const nothing: HtmlSource = { render: async (markdown) => [...markdown] };
const page = questionPage as unknown as Projection;

function measured(started: number, events: number, documents = 0): RebuildMeasure {
  return { events, documents, seconds: (performance.now() - started) / 1000, rssMb: process.resourceUsage().maxRSS / 1024 };
}

export function measureRead(log: string): RebuildMeasure {
  const started = performance.now();
  return measured(started, bareRead(log, REPLAY_BATCH).events);
}

export async function measureBare(log: string, folder: string): Promise<RebuildMeasure> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { createTables, createIndexes } = await schemaOf(page);
  const started = performance.now();
  const { events } = bareRebuild(log, join(folder, 'bare.sqlite'), createTables, createIndexes, REPLAY_BATCH);
  return measured(started, events);
}

export async function measureEngine(log: string, folder: string, htmlFile: string | undefined): Promise<RebuildMeasure> {
  rmSync(folder, { recursive: true, force: true });
  const registry = await SqliteGenerationRegistry.open(folder, projections);
  const store = SqliteEventStore.open(log, { readOnly: true });
  const html = htmlFile ? await SqliteHtmlCache.open(htmlFile, { version: rendererVersion, render: renderMarkdown }) : undefined;
  const generation = await registry.open(await registry.create(page.name, 'bench'));
  let [events, documents] = [0, 0];
  const started = performance.now();
  await replay(page, store, generation, html ?? nothing, {
    rowsOnly: !html,
    onProgress: ({ phase, done }) => {
      if (phase === 'replay') events = done;
      if (phase === 'documents') documents = done;
    },
  });
  const result = measured(started, events, documents);
  await generation.close();
  html?.close();
  registry.close();
  await store.close();
  return result;
}
