import type { StreamMessage, StreamRecord } from '@stoa/kernel';
import type { Database, Statement } from '@stoa/sqlite';
import { recordOf } from '../in-process/record-of.ts';
import { RecentRecords } from './recent-records.ts';

const PAGE_RECORDS = 500;
const PAGE_BYTES = 1024 * 1024;
/** Records that one transaction drops, so that it does not block the thread for long. */
const DROP_AT_ONCE = 1000n;

/** The offsets that a partition holds: from `earliest` to before `next`. They are kept in the file, so that no offset is ever given twice. */
export interface Extent {
  readonly earliest: bigint;
  readonly next: bigint;
}

type Row = [offset: bigint, key: string, headers: string, value: Uint8Array];

/** Each partition has a table of its own: records are appended at its end and dropped at its beginning, which fills its pages and frees them whole. */
export const recordTable = (id: number): string => `
  CREATE TABLE record_${id} (
    offset INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    headers TEXT NOT NULL,
    value BLOB NOT NULL
  ) STRICT`;

/** One partition of the journal. `write` and `drop` run within a transaction, after which `settle` makes their work visible or undoes it. */
export class JournalPartition {
  private readonly insert: Statement<[bigint, string, string, Uint8Array]>;
  private readonly page: Statement<[bigint, number], Row>;
  private readonly remove: Statement<[bigint]>;
  private readonly mark: Statement<[bigint, bigint, number]>;
  private readonly recent = new RecentRecords();
  private written: StreamRecord[] = [];
  private draft: Extent;

  constructor(
    db: Database,
    private readonly id: number,
    private committed: Extent,
  ) {
    this.draft = committed;
    this.insert = db.prepare(`INSERT INTO record_${id} (offset, key, headers, value) VALUES (?, ?, ?, ?)`);
    this.page = db
      .prepare(`SELECT offset, key, headers, value FROM record_${id} WHERE offset >= ? ORDER BY offset LIMIT ?`)
      .raw()
      .safeIntegers() as unknown as typeof this.page;
    this.remove = db.prepare(`DELETE FROM record_${id} WHERE offset < ?`);
    this.mark = db.prepare('UPDATE partition SET earliest = ?, next = ? WHERE id = ?');
  }

  get earliest(): bigint {
    return this.committed.earliest;
  }

  get end(): bigint {
    return this.committed.next;
  }

  /** A page of records from this offset on: from memory where they are recent, else from the file. */
  read(from: bigint): readonly StreamRecord[] {
    return this.recent.from(from, PAGE_RECORDS) ?? this.readFile(from);
  }

  /** Gives the offset of the last message. */
  write(messages: readonly StreamMessage[]): bigint {
    let { next } = this.draft;
    for (const message of messages) {
      const record = recordOf(next++, message);
      this.insert.run(record.offset, record.key, JSON.stringify(record.headers), record.value);
      this.written.push(record);
    }
    this.draft = { ...this.draft, next };
    return next - 1n;
  }

  /** Drops some of the records before an offset; gives how many are left to drop. */
  drop(before: bigint): bigint {
    const { earliest, next } = this.draft;
    const last = before < next ? before : next;
    if (last <= earliest) return 0n;
    const to = last - earliest > DROP_AT_ONCE ? earliest + DROP_AT_ONCE : last;
    this.remove.run(to);
    this.draft = { earliest: to, next };
    return last - to;
  }

  /** Gives up what is before an offset that was not reached yet, and goes on from there. */
  skip(next: bigint): bigint {
    if (next <= this.draft.next) return 0n;
    this.remove.run(next);
    this.draft = { earliest: next, next };
    return 0n;
  }

  /** Keeps the extent in the file, at the end of the transaction. */
  save(): void {
    this.mark.run(this.draft.earliest, this.draft.next, this.id);
  }

  settle(committed: boolean): void {
    const written = this.written;
    this.written = [];
    if (!committed) {
      this.draft = this.committed;
      return;
    }
    this.committed = this.draft;
    this.recent.add(written);
    this.recent.forget(this.committed.earliest);
  }

  private readFile(from: bigint): StreamRecord[] {
    const records: StreamRecord[] = [];
    let bytes = 0;
    for (const [offset, key, headers, value] of this.page.iterate(from, PAGE_RECORDS)) {
      records.push({ offset, key, value, headers: Object.assign(Object.create(null) as object, JSON.parse(headers)) });
      bytes += value.length;
      if (bytes > PAGE_BYTES) break;
    }
    return records;
  }
}
