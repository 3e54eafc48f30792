import type { DocumentHead, DocumentSetAside, Mark, StoredDocument } from '@stoa/kernel';
import type { Database, Statement } from '@stoa/sqlite';

type Settled = readonly { mark: Mark; document: StoredDocument | undefined }[];

/** Version of the marks that say only that other code built the document. */
export const OUTDATED = 'outdated';

/** Of `dirty d`, without those that are set aside. */
const WAITING = 'NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.key = d.key AND s.version = d.version)';
const OUTDATED_WAITING = `NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.key = o.key AND s.version = '${OUTDATED}')`;

/** Stored documents and the marks of those that must be built again. */
export class SqliteDocuments {
  private readonly headOf: Statement<[string], DocumentHead>;
  private readonly wholeOf: Statement<[string], StoredDocument>;
  readonly settle: (settled: Settled) => void;

  constructor(
    private readonly writer: Database,
    reader: Database,
  ) {
    this.headOf = reader.prepare('SELECT etag, beside FROM document WHERE key = ?');
    this.wholeOf = reader.prepare('SELECT key, etag, beside, body FROM document WHERE key = ?');
    this.settle = this.settleTransaction();
  }

  head(key: string): DocumentHead | undefined {
    return this.headOf.get(key);
  }

  whole(key: string): StoredDocument | undefined {
    return this.wholeOf.get(key);
  }

  marks(limit: number, lazy: boolean): Mark[] {
    const marks = this.writer
      .prepare(`SELECT key, version FROM dirty d WHERE lazy <= ? AND ${WAITING} LIMIT ?`)
      .all(lazy ? 1 : 0, limit) as Mark[];
    if (marks.length > 0 || !lazy) return marks;
    return this.writer
      .prepare(`SELECT key, '${OUTDATED}' AS version FROM outdated o WHERE ${OUTDATED_WAITING} LIMIT ?`)
      .all(limit) as Mark[];
  }

  markCount(): number {
    const count = `SELECT (SELECT count(*) FROM dirty d WHERE ${WAITING}) + (SELECT count(*) FROM outdated o WHERE ${OUTDATED_WAITING})`;
    return this.writer.prepare(count).pluck().get() as number;
  }

  builtBy(): string | undefined {
    return this.writer.prepare('SELECT hash FROM built_by').pluck().get() as string | undefined;
  }

  /** Records who builds from now on; gives whether documents of other code were marked. */
  adopt(hash: string, table: string, column: string, always: readonly string[]): boolean {
    return this.writer
      .transaction(() => {
        const former = this.builtBy();
        if (former === hash) return false;
        this.writer.prepare('DELETE FROM built_by').run();
        this.writer.prepare('INSERT INTO built_by (hash) VALUES (?)').run(hash);
        if (former === undefined) return false;
        this.writer.prepare('DELETE FROM set_aside').run();
        const outdate = 'INSERT INTO outdated (key)';
        this.writer.prepare(`${outdate} SELECT "${column}" FROM "${table}" WHERE true ON CONFLICT DO NOTHING`).run();
        this.writer.prepare(`${outdate} SELECT key FROM document WHERE true ON CONFLICT DO NOTHING`).run();
        for (const key of always) this.writer.prepare(`${outdate} VALUES (?) ON CONFLICT DO NOTHING`).run(key);
        return true;
      })
      .immediate();
  }

  setAside(documents: readonly { mark: Mark; reason: string }[]): void {
    const put = this.writer.prepare(
      `INSERT INTO set_aside (key, version, reason) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET version = excluded.version, reason = excluded.reason`,
    );
    // Its other mark would have it built once more, for nothing.
    const upToDate = this.writer.prepare(`DELETE FROM outdated WHERE key = ? AND ? <> '${OUTDATED}'`);
    this.writer
      .transaction(() => {
        for (const { mark, reason } of documents) {
          put.run(mark.key, mark.version, reason);
          upToDate.run(mark.key, mark.version);
        }
      })
      .immediate();
  }

  thoseSetAside(limit: number): DocumentSetAside[] {
    const sql = 'SELECT key, reason FROM set_aside ORDER BY key LIMIT ?';
    return this.writer.prepare(sql).all(limit) as DocumentSetAside[];
  }

  isMarked(key: string): boolean {
    return this.writer.prepare('SELECT 1 FROM dirty WHERE key = ?').get(key) !== undefined;
  }

  /** Marks all keys that stand in a table's column, those that always exist, and those of documents that are there already. */
  markAll(table: string, column: string, always: readonly string[]): void {
    const onConflict = `ON CONFLICT (key) DO UPDATE SET version = excluded.version, lazy = 0`;
    this.writer.transaction(() => {
      this.writer
        .prepare(`INSERT INTO dirty (key, version, lazy) SELECT "${column}", 'all', 0 FROM "${table}" WHERE true ${onConflict}`)
        .run();
      this.writer
        .prepare(`INSERT INTO dirty (key, version, lazy) SELECT key, 'all', 0 FROM document WHERE true ${onConflict}`)
        .run();
      for (const key of always)
        this.writer.prepare(`INSERT INTO dirty (key, version, lazy) VALUES (?, 'all', 0) ${onConflict}`).run(key);
    })();
  }

  private settleTransaction(): (settled: Settled) => void {
    const put = this.writer.prepare(
      `INSERT INTO document (key, etag, beside, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, beside = excluded.beside, body = excluded.body`,
    );
    const remove = this.writer.prepare('DELETE FROM document WHERE key = ?');
    const clear = this.writer.prepare('DELETE FROM dirty WHERE key = ? AND version = ?');
    const upToDate = this.writer.prepare('DELETE FROM outdated WHERE key = ?');
    const built = this.writer.prepare('DELETE FROM set_aside WHERE key = ?');
    return this.writer.transaction((settled: Settled) => {
      for (const { mark, document } of settled) {
        if (document) put.run(document.key, document.etag, document.beside, document.body);
        else remove.run(mark.key);
        clear.run(mark.key, mark.version);
        upToDate.run(mark.key);
        built.run(mark.key);
      }
    }).immediate;
  }
}
