import assert from 'node:assert/strict';
import {
  isRefusal,
  type DomainEvent,
  type ErrorCode,
  type Generation,
  type Projection,
  type ReadModels,
  type RecordedEvent,
} from '@stoa/kernel';
import { NOW } from '@stoa/testing';
import { WHOLE_LOG, applyBatch } from '../apply-batch.ts';
import { buildDocuments } from '../build-documents.ts';
import { recorded } from './recorded.ts';
import { served } from './served.ts';
import { within } from './within.ts';

type Past = DomainEvent & { occurredAt?: string };
/** An object with the fields that a test cares about; lists have exactly these items. */
type Expected = object;

/** Runs `use` on an empty generation of a read model; which store keeps it is for the caller to say. */
export type WithGeneration = <A>(projection: Projection, use: (generation: Generation) => Promise<A>) => Promise<A>;

export interface Given {
  /** The tables that are named hold exactly these rows, in the order of their keys. */
  thenRows(tables: Record<string, readonly Expected[]>): Promise<void>;
  /** The document under this key says this, and is served with the one that `beside` names. */
  thenDocument(key: string, body: Expected, options?: { beside?: string }): Promise<void>;
  thenNoDocument(key: string): Promise<void>;
  when(query: (readModels: ReadModels) => Promise<unknown>): {
    thenResult(expected: Expected | undefined): Promise<void>;
    /** The query is refused, by a code of the closed list. */
    thenFails(code: ErrorCode): Promise<void>;
  };
}

/**
 * Given a past, then rows, documents or what a query results in. Rows and documents are those of the first read model, a query sees all.
 * Markdown is rendered as its source within `<p>`.
 */
export function readModelScenario(withGeneration: WithGeneration, ...projections: readonly [Projection, ...Projection[]]) {
  const given = (...past: readonly Past[]): Given => {
    const log = past.map((event, place) => recorded({ occurredAt: NOW, ...event }, place));
    const folded = <A>(projection: Projection, use: (generation: Generation) => Promise<A>) =>
      withGeneration(projection, async (generation) => {
        await follow(projection, generation, log);
        return use(generation);
      });
    const inFirst = (use: (generation: Generation) => Promise<void>) => folded(projections[0], use);
    const among = <A>(use: (models: ReadModels) => Promise<A>, open: ReadonlyMap<string, Generation> = new Map()): Promise<A> => {
      const next = projections.find(({ name }) => !open.has(name));
      return next ? folded(next, (generation) => among(use, new Map([...open, [next.name, generation]]))) : use(served(open));
    };
    return {
      thenRows: (tables) =>
        inFirst(async (generation) => {
          const rows: Record<string, unknown[]> = {};
          for (const table of Object.keys(tables)) rows[table] = await rowsOf(generation, table);
          assert.deepStrictEqual(within(tables, rows), tables);
        }),
      thenDocument: (key, body, options) =>
        inFirst(async (generation) => {
          const document = await generation.document(key);
          assert.ok(document, `There is no document ${key}`);
          assert.deepStrictEqual(within(body, JSON.parse(Buffer.from(document.body).toString('utf8'))), body);
          if (options?.beside !== undefined) assert.equal(document.beside, options.beside);
        }),
      thenNoDocument: (key) => inFirst(async (generation) => assert.equal(await generation.document(key), undefined)),
      when: (query) => ({
        thenResult: async (expected) => assert.deepStrictEqual(within(expected, await among(query)), expected),
        thenFails: (code) => assert.rejects(among(query), (error) => isRefusal(error) && error.code === code),
      }),
    };
  };
  return { given };
}

/** As a live generation does: each event is a batch, and the documents that it dirtied are built before the next one comes. */
async function follow(projection: Projection, generation: Generation, log: readonly RecordedEvent[]): Promise<void> {
  if (projection.documents) await generation.dirtyAll(projection.documents.keys);
  const build = () => buildDocuments(projection, generation, html, { lazy: true });
  await build();
  for (const event of log) {
    const from = await generation.checkpoint(WHOLE_LOG);
    await applyBatch(projection, generation, WHOLE_LOG, from, [event], { marks: true });
    await build();
  }
}

const html = { render: async (bodies: readonly string[]) => bodies.map((body) => `<p>${body}</p>`) };

async function rowsOf(generation: Generation, table: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of generation.dumpRows(table)) rows.push(JSON.parse(row));
  return rows;
}
