import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StandInProcess } from '@stoa/dev-servers/eventstoredb';
import { describeWith, type EventStoreServer } from '@stoa/dev-servers';
import pg from 'pg';
import { logOf } from './chaos/campaign.ts';
import { compareReadModels } from './chaos/read-models-equal.ts';
import { startServices } from '@stoa/dev-servers/deployments';
import { formers, upgrades, type StoredEvent } from './former-release.ts';

for (const { name, stack: left, unpack } of formers)
  await describeWith(`a stack of ${name}`, ['postgres', 'kafka'], (servers) =>
    upgrades(left, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'stoa-upgrade-'));
      unpack('stack', folder);
      await load(servers.postgres.url, join(folder, 'postgres.sql'));
      const eventstore = await standInOver(join(folder, 'eventstore/data'));
      const stack = await startServices({ kafka: servers.kafka, postgres: servers.postgres, eventstore });
      return {
        ...stack,
        stored: () => storedIn(eventstore.connectionString),
        verify: async () => {
          for (const { projection, live, folded } of await compareReadModels(servers.postgres.url, await logOf({ eventstore })))
            expect([projection, live]).toEqual([projection, folded]);
        },
        stop: async () => {
          await stack.stop();
          await eventstore.stop();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    }),
  );

/** The stand-in, whichever event store other suites have: it wrote the log. */
async function standInOver(folder: string): Promise<EventStoreServer> {
  const process = new StandInProcess(folder);
  await process.start();
  return process.server;
}

async function load(url: string, dump: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(readFileSync(dump, 'utf8'));
    // Sums had no bound: such a row stops nothing, and goes when its read model is rebuilt.
    const { rowCount } = await client.query('UPDATE question_page_1.views SET imported = 9007199254740993 WHERE imported > 1e9');
    expect(rowCount).toBe(1);
  } finally {
    await client.end();
  }
}

async function storedIn(connectionString: string): Promise<StoredEvent[]> {
  const client = EventStoreDBClient.connectionString(connectionString);
  try {
    const events: StoredEvent[] = [];
    for await (const { event } of client.readAll())
      if (event && !event.type.startsWith('$') && !event.streamId.startsWith('$')) {
        const { type, data, streamId: stream, revision, id, metadata: meta } = event;
        events.push({ type, data, stream, revision: Number(revision), id, meta });
      }
    return events;
  } finally {
    await client.dispose();
  }
}
