import pg from 'pg';
import { translated } from './trouble.ts';
import { unavailableReason } from './unavailable-reason.ts';

export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections that this process may have at once, apart from seats; default 10. */
  readonly poolSize?: number;
  /** The application name of our connections. */
  readonly applicationName: string;
  /** Receives the error of a connection that broke. */
  readonly onTrouble?: (error: unknown) => void;
}

const CONNECT_MS = 3000;
/** The server's timeout of a statement. */
const STATEMENT_MS = 30_000;
/** Without a response for this long the connection counts as lost: a peer may have vanished silently. */
const QUERY_MS = 35_000;
const IDLE_TRANSACTION_MS = 60_000;
/** The server notices within seconds that we have vanished, and releases the connection's locks. */
const SERVER_KEEP_ALIVE = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/** 64-bit integers come as numbers; one that a number cannot hold comes as a bigint, and not as another number. */
function integer(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? integer : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/**
 * Connections to the read store, opened as they are needed. They work in pipeline mode: statements may be sent before those before them
 * are answered. What may be over when tried again is thrown as ReadStoreUnavailable.
 */
export function openPostgres({ connectionString, poolSize = 10, applicationName, onTrouble }: PostgresOptions): pg.Pool {
  const config = {
    connectionString,
    max: poolSize,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: QUERY_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    options: SERVER_KEEP_ALIVE,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    pipeline: true,
    types,
  };
  const pool = new pg.Pool(config);
  pool.on('error', (error) => onTrouble?.(error));
  // Of a connection that breaks while somebody holds it, the next query tells; nobody else listens then, and Node would end the process.
  pool.on('connect', (client) => client.on('error', (error) => onTrouble?.(error)));
  pool.query = translating(pool.query.bind(pool)) as typeof pool.query;
  pool.connect = translating(pool.connect.bind(pool)) as typeof pool.connect;
  return pool;
}

/** A connection of its own, outside the pool's number. The caller ends it. */
export async function connectAlone(pool: pg.Pool): Promise<pg.Client> {
  const client = new pg.Client(pool.options as pg.ClientConfig);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw translated(error);
  }
  return client;
}

/** The pool calls itself with a callback and nothing to wait for; our own calls give promises. */
const translating =
  (ask: (...query: never[]) => unknown) =>
  (...query: never[]): unknown => {
    const answer = ask(...query) as Promise<unknown> | undefined;
    return typeof answer?.then === 'function'
      ? answer.then(undefined, (error: unknown) => {
          throw translated(error);
        })
      : answer;
  };

/** Null, or a sentence that says why the read store cannot be used. */
export async function postgresHealth(pool: pg.Pool): Promise<string | null> {
  try {
    await pool.query('SELECT 1');
    return null;
  } catch (error) {
    return unavailableReason(error, addressOf(pool));
  }
}

/** Host and port, without the user and the password of the URL. */
function addressOf({ options: { connectionString = '' } }: pg.Pool): string {
  const { hostname, port } = URL.canParse(connectionString) ? new URL(connectionString) : { hostname: 'its address', port: '' };
  return `${hostname}:${port || 5432}`;
}
