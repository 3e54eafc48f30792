import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newestTypeOf, upcasters } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import type { EventStore, Projection, RecordedEvent } from '@stoa/kernel';
import { dump, replay } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { withGeneration } from '@stoa/read-models/testing/fold-in-partitions';
import { evolvedTypes, newestTwin, readWrongly, writeInOldestVersions } from '@stoa/read-models/testing/former-versions';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { readable } from '@stoa/read-models/testing/topics-of';

const plain = { render: async (markdown: readonly string[]) => markdown.map((text) => `<p>${text}</p>`) };
const log = randomLog(11, 600);
const folder = mkdtempSync(join(tmpdir(), 'stoa-former-'));
let store: SqliteEventStore;
let twin: RecordedEvent[];

beforeAll(async () => {
  store = SqliteEventStore.open(join(folder, 'events.sqlite'));
  await writeInOldestVersions(log, store);
  twin = await newestTwin(log, store);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const replayed = (projection: Projection, from: Pick<EventStore, 'readAll'>): Promise<string[]> =>
  withGeneration(projection, async (generation) => {
    await replay(projection, from, generation, plain, { batchSize: 50 });
    const lines: string[] = [];
    for await (const line of dump(projection, generation)) lines.push(line);
    return lines;
  });

it('every event that has evolved is in the log, each in its oldest version', async () => {
  const stored = new Set((await everything(store)).map((event) => (event.stored ?? event).type));
  const oldest = upcasters.map(({ from }) => from.type).filter((type) => !upcasters.some(({ to }) => to.type === type));
  expect(new Set(oldest.map(newestTypeOf))).toEqual(new Set(evolvedTypes));
  for (const type of oldest) expect(stored).toContain(type);
  for (const type of evolvedTypes) expect(stored).not.toContain(type);
});

it('a log of the first release reads as the newest code would have written it', async () => {
  const read = (await everything(store)).map(({ id, type, data }) => ({ id, type, data }));
  expect(read).toEqual(twin.map(({ id, type, data }) => ({ id, type, data })));
});

describe.each(projections.map((projection) => [projection.name, projection] as const))('%s', (_name, projection) => {
  // #region twin
  it('of a log of the first release dumps as its upcast twin does', async () => {
    expect(await replayed(projection, store)).toEqual(await replayed(projection, readable(twin)));
  });
  // #endregion
});

it('an upcaster that loses something is noticed', async () => {
  const page = projections.find(({ name }) => name === 'question-page')!;
  expect(await replayed(page, readWrongly(store))).not.toEqual(await replayed(page, readable(twin)));
});
