import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { isTransient, lostRace, translated } from './trouble.ts';

const ATTEMPTS = 6;
const PAUSE_MS = 20;

/**
 * Runs work in one transaction on one connection; `begin` opens it, and is sent together with the first statements of `work`, which must
 * await all that it sends. Retried after a conflict with another transaction. A connection in an unknown state is not reused.
 */
export async function inTransaction<A>(pool: pg.Pool, begin: string, work: (client: pg.PoolClient) => Promise<A>): Promise<A> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken = false;
    try {
      const [, result] = await allOf<[unknown, A]>([client.query(begin), work(client)]);
      await commit(client);
      return result;
    } catch (error) {
      broken = isTransient(error) && !lostRace(error);
      if (!broken) await client.query('ROLLBACK').catch(() => (broken = true));
      if (!lostRace(error) || attempt === ATTEMPTS) throw translated(error);
    } finally {
      client.release(broken);
    }
    await pause(Math.random() * PAUSE_MS * attempt);
  }
}

/** Postgres responds to a COMMIT of a failed transaction with ROLLBACK, and no error. */
export async function commit(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error(`The transaction ended in ${command}`);
}

/** Waits for all, even if one fails, so that no result arrives unobserved; then throws the first failure. */
export async function allOf<A extends readonly unknown[]>(answers: { readonly [I in keyof A]: Promise<A[I]> }): Promise<A> {
  const settled = await Promise.allSettled(answers);
  return settled.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }) as unknown as A;
}
