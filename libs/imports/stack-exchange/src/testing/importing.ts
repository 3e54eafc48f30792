import { newestTypeOf } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { derivedId, type RecordedEvent } from '@stoa/kernel';
import { rmSync } from 'node:fs';
import { importStackExchange, type StackExchangeImport } from '../import-stack-exchange.ts';
import { writeDump, type Tables } from './synthetic-dump.ts';

export const SOURCE = 'weeks';
export const post = (id: number) => derivedId(SOURCE, 'post', `${id}`);
export const member = (id: number) => derivedId(SOURCE, 'user', `${id}`);

/** Imports a dump of these tables and gives what came of it; `data` are the data of all events of a type (without its version). */
export async function importing(tables: Tables, store = new MemoryEventStore(), options: Partial<StackExchangeImport> = {}) {
  const folder = writeDump(tables);
  try {
    const report = await importStackExchange({ folder, into: { store }, source: SOURCE, ...options });
    const log: RecordedEvent[] = [];
    for await (const batch of store.readAll('')) log.push(...batch);
    const data = (type: string) =>
      log.filter((event) => event.type === newestTypeOf(`${type}.v1`)).map((event) => event.data as Record<string, unknown>);
    return { report, log, data, types: log.map(({ type }) => type.replace(/\.v\d+$/, '')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
