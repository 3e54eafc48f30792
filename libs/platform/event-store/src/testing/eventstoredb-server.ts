import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbStandIn } from '@stoa/dev-servers/eventstoredb';
import { EventStoreDbEventStore, type EventStoreDbOptions } from '../index.ts';

/** The server that a suite runs on: a real one where STOA_TEST_EVENTSTOREDB names it, else a stand-in of its own. */
export interface TestServer {
  readonly connectionString: string;
  /** Present where faults can be injected. */
  readonly standIn?: EventStoreDbStandIn;
  /** A store with its own stream prefix; closed with the server. */
  open(options?: Partial<EventStoreDbOptions>): EventStoreDbEventStore;
  stop(): Promise<void>;
}

export const REAL_SERVER = process.env['STOA_TEST_EVENTSTOREDB'];

export const uniquePrefix = (): string => `test-${randomUUID().slice(0, 13)}/`;

export const startServer = async (): Promise<TestServer> => (REAL_SERVER ? serverAt(REAL_SERVER) : startStandIn());

export async function startStandIn(): Promise<TestServer & { standIn: EventStoreDbStandIn }> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-eventstoredb-'));
  const standIn = await EventStoreDbStandIn.start({ folder });
  const server = serverAt(standIn.connectionString);
  const stop = async () => {
    await server.stop();
    await standIn.stop();
    rmSync(folder, { recursive: true });
  };
  return { ...server, standIn, stop };
}

function serverAt(connectionString: string): TestServer {
  const stores: EventStoreDbEventStore[] = [];
  const open = (options: Partial<EventStoreDbOptions> = {}) => {
    const store = EventStoreDbEventStore.open({ connectionString, prefix: uniquePrefix(), ...options });
    stores.push(store);
    return store;
  };
  return { connectionString, open, stop: async () => void (await Promise.all(stores.map((store) => store.close()))) };
}
