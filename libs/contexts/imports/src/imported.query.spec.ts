import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetImported } from '@stoa/contracts';
import { SqliteEventStore, MemoryEventStore } from '@stoa/event-store';
import type { EventStore } from '@stoa/kernel';
import { GetImportedHandler } from './imported.query.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-imported-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stores: [string, () => EventStore][] = [
  ['memory', () => new MemoryEventStore()],
  ['SQLite', () => SqliteEventStore.open(join(folder, 'events.sqlite'))],
];

it.each(stores)('a part begins after an event that the log holds, or at its start: %s', async (_name, open) => {
  const store = open();
  const handler = new GetImportedHandler(store);
  expect(await handler.execute(new GetImported({ source: 'site', from: '' }))).toMatchObject({ position: '', more: false });
  for (const from of ['0000000000000007', '10739634663303780301'])
    await expect(handler.execute(new GetImported({ source: 'site', from }))).rejects.toMatchObject({ code: 'validation-failed' });
  await store.close?.();
});
