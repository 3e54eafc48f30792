import pg from 'pg';

export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections that this process may have at once; 10 unless told. */
  readonly poolSize?: number;
  /** How Postgres lists our connections. */
  readonly applicationName: string;
  /** Hears of a connection that broke while nobody used it. */
  readonly onTrouble?: (error: unknown) => void;
}

const CONNECT_MS = 3000;
/** A statement that the server holds up this long is ended there. */
const STATEMENT_MS = 30_000;
/** No answer for so long, and the connection counts as gone: a peer may have vanished without a word. */
const QUERY_MS = 35_000;
const IDLE_TRANSACTION_MS = 60_000;

/** 64-bit integers come as numbers: ours are within 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** Connections to the read store, opened as they are needed. */
export function openPostgres({ connectionString, poolSize = 10, applicationName, onTrouble }: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: QUERY_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    keepAlive: true,
    types,
  });
  pool.on('error', (error) => onTrouble?.(error));
  // The pool listens only while a connection idles. One that breaks in somebody's hands fails their query, and must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Null, or a sentence that says why the read store cannot be used. */
export async function postgresHealth(pool: pg.Pool): Promise<string | null> {
  try {
    await pool.query('SELECT 1');
    return null;
  } catch (error) {
    return `Postgres does not answer: ${(error as Error).message || (error as { code?: string }).code || 'no reason given'}`;
  }
}
