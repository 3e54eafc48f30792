import type { DocumentHead, Mark, StoredDocument } from '@stoa/kernel';
import type { PostgresRows } from './postgres-rows.ts';

export type Settled = readonly { mark: Mark; document: StoredDocument | undefined }[];

/** Stored documents and the marks that say which are to be built anew. */
export class PostgresDocuments {
  private readonly at: string;

  constructor(private readonly rows: PostgresRows) {
    this.at = `"${rows.schemaName}"`;
  }

  async head(key: string): Promise<DocumentHead | undefined> {
    return (await this.rows.run<DocumentHead>(`SELECT etag, beside FROM ${this.at}.document WHERE key = $1`, [key])).rows[0];
  }

  async whole(key: string): Promise<StoredDocument | undefined> {
    const sql = `SELECT key, etag, beside, body FROM ${this.at}.document WHERE key = $1`;
    return (await this.rows.run<StoredDocument>(sql, [key])).rows[0];
  }

  async marks(limit: number, lazy: boolean): Promise<Mark[]> {
    const sql = `SELECT key, version FROM ${this.at}.dirty WHERE $1 OR NOT lazy LIMIT $2`;
    return (await this.rows.run<Mark>(sql, [lazy, limit])).rows;
  }

  async markCount(): Promise<number> {
    return (await this.rows.run<{ count: number }>(`SELECT count(*) AS count FROM ${this.at}.dirty`, [])).rows[0]?.count ?? 0;
  }

  async isMarked(key: string): Promise<boolean> {
    return (await this.rows.run(`SELECT 1 FROM ${this.at}.dirty WHERE key = $1`, [key])).rows.length > 0;
  }

  async markedAmong(keys: readonly string[]): Promise<Set<string>> {
    const sql = `SELECT key FROM ${this.at}.dirty WHERE key = ANY($1::text[])`;
    return new Set((await this.rows.run<{ key: string }>(sql, [keys])).rows.map(({ key }) => key));
  }

  /** Marks all keys that stand in a table's column, those that always exist, and those of documents that are there already. */
  async markAll(table: string, column: string, always: readonly string[]): Promise<void> {
    await this.rows.run(
      `INSERT INTO ${this.at}.dirty (key, version, lazy)
       SELECT key, 'all', false FROM (
         SELECT "${column}" AS key FROM ${this.at}."${table}"
         UNION SELECT key FROM ${this.at}.document
         UNION SELECT unnest($1::text[])
       ) AS known ORDER BY key
       ON CONFLICT (key) DO UPDATE SET version = excluded.version, lazy = false`,
      [always],
    );
  }

  /** Stores documents and clears the marks that are unchanged; the caller holds the transaction, and the right to build. */
  async settle(settled: Settled): Promise<void> {
    const built = settled.flatMap(({ document }) => document ?? []);
    const gone = settled.filter(({ document }) => !document).map(({ mark }) => mark.key);
    if (built.length > 0)
      await this.rows.run(
        `INSERT INTO ${this.at}.document (key, etag, beside, body)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
         ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, beside = excluded.beside, body = excluded.body`,
        [
          built.map(({ key }) => key),
          built.map(({ etag }) => etag),
          built.map(({ beside }) => beside),
          built.map(({ body }) => body),
        ],
      );
    if (gone.length > 0) await this.rows.run(`DELETE FROM ${this.at}.document WHERE key = ANY($1::text[])`, [gone]);
    const marks = [...settled].map(({ mark }) => mark).sort((one, other) => (one.key < other.key ? -1 : 1));
    await this.rows.run(
      `DELETE FROM ${this.at}.dirty d USING (
         SELECT d.key, d.version FROM unnest($1::text[], $2::text[]) AS given(key, version)
         JOIN ${this.at}.dirty d ON d.key = given.key AND d.version = given.version ORDER BY d.key FOR UPDATE OF d
       ) AS built WHERE d.key = built.key AND d.version = built.version`,
      [marks.map(({ key }) => key), marks.map(({ version }) => version)],
    );
  }
}
