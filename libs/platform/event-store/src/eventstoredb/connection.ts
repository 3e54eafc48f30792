import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';

export interface Connection {
  readonly client: EventStoreDBClient;
  /** Passed with each append: credentials make the client send it as its own call instead of through its shared batch stream. */
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** Never sent on a connection without TLS. */
const NOBODY: Credentials = { username: 'nobody', password: 'nobody' };

/**
 * A client of the connection string, which finds a dead connection within twice `keepAliveMs`. It connects on its first call.
 * Throws where the string is malformed, or asks for TLS and names no user.
 */
export function connect(connectionString: string, keepAliveMs: number): Connection {
  const secure = !/[?&]tls=false\b/i.test(connectionString);
  const named = /^esdb(?:\+discover)?:\/\/([^:/@]+):([^@/]+)@/.exec(connectionString.trim());
  if (secure && !named) throw new Error('The connection string of the event store asks for TLS and must name a user');
  const [, username = '', password = ''] = named ?? [];
  const settings = `keepAliveInterval=${keepAliveMs}&keepAliveTimeout=${keepAliveMs}`;
  const whole = `${connectionString.trim()}${connectionString.includes('?') ? '&' : '?'}${settings}`;
  const client = withoutWarning(() => EventStoreDBClient.connectionString(whole));
  return {
    client,
    credentials: named ? { username: decodeURIComponent(username), password: decodeURIComponent(password) } : NOBODY,
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
