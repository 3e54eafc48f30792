import { accessSync, constants } from 'node:fs';
import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';
import { Refusal } from '@stoa/kernel';
import { parseConnectionString } from './connection-string.ts';

export interface Connection {
  readonly client: EventStoreDBClient;
  /** Hosts and ports, for messages. */
  readonly address: string;
  /** Passed with each append: credentials make the client send it as its own call instead of through its shared batch stream. */
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** Never sent on a connection without TLS. */
const NOBODY: Credentials = { username: 'nobody', password: 'nobody' };

/**
 * A client of the connection string, which finds a dead connection within twice `keepAliveMs`. It connects on its first call.
 * Throws validation-failed where the string is malformed, or asks for TLS and names no user.
 */
export function connect(connectionString: string, keepAliveMs: number): Connection {
  const { text, address, user, files } = parseConnectionString(connectionString);
  const settings = `keepAliveInterval=${keepAliveMs}&keepAliveTimeout=${keepAliveMs}`;
  const client = withoutWarning(() => clientOf(`${text}${text.includes('?') ? '&' : '?'}${settings}`, files));
  return {
    client,
    address,
    credentials: user ?? NOBODY,
    close: async () => {
      await client.dispose();
      // The client cannot close its channel; left open, its socket outlives the store.
      const { getChannel } = client as unknown as { getChannel(): Promise<{ close(): void }> };
      await getChannel().then(
        (channel) => channel.close(),
        () => undefined,
      );
    },
  };
}

/** The client's own errors name no file, and repeat the connection string with its password. */
function clientOf(connectionString: string, files: readonly string[]): EventStoreDBClient {
  for (const file of files)
    if (!isReadable(file))
      throw new Refusal('validation-failed', `The file ${file} of the connection string of the event store cannot be read.`);
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw new Refusal(
      'validation-failed',
      'The connection string of the event store has an option or a value that is not known.',
    );
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The client warns on the console that a short keepalive is not recommended; ours is deliberate (docs/reference/eventstoredb.md). */
/* eslint-disable no-console -- it is put back at once */
function withoutWarning<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}
/* eslint-enable no-console */
