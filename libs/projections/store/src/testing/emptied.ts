import type pg from 'pg';

/** Takes away all schemas of ours that a test has left in its database. */
export async function emptied(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$|public$)'`,
  );
  for (const { name } of rows) await pool.query(`DROP SCHEMA "${name}" CASCADE`);
}
