import type { DocumentHead, DocumentSetAside, Documents, Mark, StoredDocument } from '@stoa/kernel';
import { markSql } from '../rows/batch-writer.ts';
import { LONG_MS, type PostgresRows } from '../rows/postgres-rows.ts';
import { allOf } from '../connecting/transaction.ts';

export type Settled = readonly { mark: Mark; document: StoredDocument | undefined }[];

/** Stored documents and the marks of those that must be built again. */
export class PostgresDocuments {
  private readonly at: string;
  /** Of `dirty d` and of `outdated o`, without those that are set aside. */
  private readonly waiting: string;
  private readonly outdatedWaiting: string;
  /** Key of the mark that was given last. */
  private last: string | undefined;

  constructor(private readonly rows: PostgresRows) {
    this.at = `"${rows.schemaName}"`;
    this.waiting = `NOT EXISTS (SELECT 1 FROM ${this.at}.set_aside s WHERE s.key = d.key AND s.version = d.version)`;
    this.outdatedWaiting = `NOT EXISTS (SELECT 1 FROM ${this.at}.set_aside s WHERE s.key = o.key AND s.version = 'outdated')`;
  }

  async head(key: string): Promise<DocumentHead | undefined> {
    return (await this.rows.run<DocumentHead>(`SELECT etag, beside FROM ${this.at}.document WHERE key = $1`, [key])).rows[0];
  }

  async whole(key: string): Promise<StoredDocument | undefined> {
    const sql = `SELECT key, etag, beside, body FROM ${this.at}.document WHERE key = $1`;
    return (await this.rows.run<StoredDocument>(sql, [key])).rows[0];
  }

  /** Up to `limit` marks, on from those that were given last and then from the first one: all have their turn, and none looks through what was cleared. */
  async marks(limit: number, lazy: boolean): Promise<Mark[]> {
    const from = this.last;
    const read = async (condition: string, most: number) => {
      const sql = `SELECT key, version FROM ${this.at}.dirty d WHERE key ${condition} $1 AND ($2 OR NOT lazy) AND ${this.waiting}
        ORDER BY key LIMIT $3`;
      return most > 0 ? (await this.rows.run<Mark>(sql, [from ?? '', lazy, most])).rows : [];
    };
    const marks = from === undefined ? await read('>=', limit) : await read('>', limit);
    if (from !== undefined) marks.push(...(await read('<=', limit - marks.length)));
    this.last = marks.at(-1)?.key;
    return marks.length > 0 || !lazy ? marks : this.outdated(limit);
  }

  async markCount(): Promise<number> {
    const sql = `SELECT (SELECT count(*) FROM ${this.at}.dirty d WHERE ${this.waiting})
      + (SELECT count(*) FROM ${this.at}.outdated o WHERE ${this.outdatedWaiting}) AS count`;
    return (await this.rows.run<{ count: number }>(sql, [])).rows[0]?.count ?? 0;
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
    const keys = [
      `SELECT "${column}", false FROM ${this.at}."${table}"`,
      `SELECT key, false FROM ${this.at}.document`,
      'SELECT key, false FROM unnest($1::text[]) AS given(key)',
    ];
    await this.rows.run(markSql(this.rows.schemaName, keys.join(' UNION ALL ')), [always], LONG_MS);
  }

  async builtBy(): Promise<string | undefined> {
    return (await this.rows.run<{ hash: string }>(`SELECT hash FROM ${this.at}.built_by`, [])).rows[0]?.hash;
  }

  /** Records who builds from now on; gives whether documents of other code were marked. The caller holds the transaction, and the right to build. */
  async adopt(hash: string, { table, column, always = [] }: Documents['keys']): Promise<boolean> {
    const { table: at } = this.rows.column(table, column);
    const { rows: former } = await this.rows.run<{ hash: string }>(`DELETE FROM ${this.at}.built_by RETURNING hash`, []);
    await this.rows.run(`INSERT INTO ${this.at}.built_by VALUES ($1)`, [hash]);
    if (former.length === 0 || former[0]?.hash === hash) return false;
    await this.rows.run(`DELETE FROM ${this.at}.set_aside`, []);
    const keys = `SELECT "${column}" FROM ${this.at}."${at}" UNION SELECT key FROM ${this.at}.document UNION SELECT unnest($1::text[])`;
    await this.rows.run(`INSERT INTO ${this.at}.outdated ${keys} ON CONFLICT DO NOTHING`, [always], LONG_MS);
    return true;
  }

  /** Stores documents and clears the marks that are unchanged; the caller holds the transaction, and the right to build. */
  async settle(settled: Settled): Promise<void> {
    const built = settled.flatMap(({ document }) => document ?? []);
    const sent: Promise<unknown>[] = [];
    const gone = settled.filter(({ document }) => !document).map(({ mark }) => mark.key);
    if (built.length > 0)
      sent.push(
        this.rows.run(
          `INSERT INTO ${this.at}.document (key, etag, beside, body)
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
           ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, beside = excluded.beside, body = excluded.body`,
          [
            built.map(({ key }) => key),
            built.map(({ etag }) => etag),
            built.map(({ beside }) => beside),
            built.map(({ body }) => body),
          ],
        ),
      );
    if (gone.length > 0) sent.push(this.rows.run(`DELETE FROM ${this.at}.document WHERE key = ANY($1::text[])`, [gone]));
    const marks = settled.map(({ mark }) => mark);
    sent.push(
      this.rows.run(
        `DELETE FROM ${this.at}.dirty d USING (
         SELECT d.key, d.version FROM unnest($1::text[], $2::text[]) AS given(key, version)
         JOIN ${this.at}.dirty d ON d.key = given.key AND d.version = given.version ORDER BY d.key FOR UPDATE OF d
       ) AS built WHERE d.key = built.key AND d.version = built.version`,
        [marks.map(({ key }) => key), marks.map(({ version }) => version)],
      ),
    );
    const keys = marks.map(({ key }) => key);
    sent.push(this.rows.run(`DELETE FROM ${this.at}.outdated WHERE key = ANY($1::text[])`, [keys]));
    sent.push(this.rows.run(`DELETE FROM ${this.at}.set_aside WHERE key = ANY($1::text[])`, [keys]));
    await allOf(sent);
  }

  /** The caller holds the transaction, and the right to build. */
  async setAside(documents: readonly { mark: Mark; reason: string }[]): Promise<void> {
    const marks = documents.map(({ mark }) => mark);
    await this.rows.run(
      `INSERT INTO ${this.at}.set_aside (key, version, reason) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
       ON CONFLICT (key) DO UPDATE SET version = excluded.version, reason = excluded.reason`,
      [marks.map(({ key }) => key), marks.map(({ version }) => version), documents.map(({ reason }) => storable(reason))],
    );
    // Their other mark would have them built once more, for nothing.
    const dirty = marks.filter(({ version }) => version !== 'outdated').map(({ key }) => key);
    await this.rows.run(`DELETE FROM ${this.at}.outdated WHERE key = ANY($1::text[])`, [dirty]);
  }

  async thoseSetAside(limit: number): Promise<DocumentSetAside[]> {
    const sql = `SELECT key, reason FROM ${this.at}.set_aside ORDER BY key LIMIT $1`;
    return (await this.rows.run<DocumentSetAside>(sql, [limit])).rows;
  }

  private async outdated(limit: number): Promise<Mark[]> {
    const sql = `SELECT key, 'outdated' AS version FROM ${this.at}.outdated o WHERE ${this.outdatedWaiting} ORDER BY key LIMIT $1`;
    return (await this.rows.run<Mark>(sql, [limit])).rows;
  }
}

/** Postgres keeps no NUL. */
const storable = (reason: string): string => reason.replaceAll('\u0000', '\ufffd');
