import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '@stoa/event-store';
import type { BenchOptions } from '../bench.ts';
import { appendSyntheticLog } from './synthetic-log.ts';

/** The synthetic log of a size; made once and kept beside the build. */
export async function logOf(size: number, { folder, log }: BenchOptions): Promise<string> {
  const kept = join(folder, '..', 'logs');
  const file = join(kept, `synthetic-${size}.sqlite`);
  if (existsSync(file)) return file;
  mkdirSync(kept, { recursive: true });
  const store = SqliteEventStore.open(`${file}.draft`);
  log(`making a log of ${size} events`);
  const counts = await appendSyntheticLog(store, size, () => undefined);
  await store.close();
  renameSync(`${file}.draft`, file);
  log(JSON.stringify(counts));
  return file;
}
