import type pg from 'pg';

/** Two transactions waited for each other, or read what the other wrote: one of them is ended by Postgres and may come again. */
const AGAIN = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

/** Runs work in one transaction on one connection; `begin` opens it. A connection in doubt is not used again. */
export async function inTransaction<A>(pool: pg.Pool, begin: string, work: (client: pg.PoolClient) => Promise<A>): Promise<A> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: unknown) => (broken = cause as Error));
      if (!AGAIN.has((error as { code?: string }).code ?? '') || attempt === ATTEMPTS) throw error;
    } finally {
      client.release(broken);
    }
  }
}
