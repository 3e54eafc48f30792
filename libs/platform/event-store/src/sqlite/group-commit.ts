import { Refusal, RevisionConflict, type Appended, type ExpectedRevision } from '@stoa/kernel';
import type { Database } from '@stoa/sqlite';
import { toPosition } from './recorded-row.ts';

/** One event of an append, ready to be written. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: string;
  readonly meta: string;
}

interface WaitingAppend {
  readonly stream: string;
  readonly events: readonly EncodedEvent[];
  readonly expected: ExpectedRevision;
  readonly bytes: number;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}

type Result = { appended: Appended } | { refused: RevisionConflict };

/** Size of the cache of last revisions. */
const REMEMBERED = 10_000;

/** Limits of one transaction, so that it does not block the thread for long. */
const MAX_APPENDS = 1000;
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Appends that arrive while the thread is busy share one transaction and so one sync to disk. They are written in the order in which they
 * arrived; one with a wrong revision is refused alone. Nothing is acknowledged before COMMIT has returned.
 */
export class GroupCommit {
  private waiting: WaitingAppend[] = [];
  private scheduled = false;
  /** Last revisions as this writer left them: most appends find theirs here without a query. */
  private readonly revisions = new Map<string, number>();
  private readonly commit: (group: readonly WaitingAppend[]) => Result[];

  constructor(
    db: Database,
    private readonly onCommit: () => void,
    private readonly now: () => string = () => new Date().toISOString(),
  ) {
    const last = db.prepare('SELECT max(revision) AS revision FROM event WHERE stream = ?').pluck();
    const insert = db.prepare(
      `INSERT INTO event (stream, revision, id, type, occurred_at, recorded_at, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.commit = db.transaction((group: readonly WaitingAppend[]): Result[] => {
      const recordedAt = this.now();
      return group.map(({ stream, events, expected }) => {
        const wanted = expected === 'no-stream' ? -1 : expected;
        let revision = this.revisions.get(stream);
        if (revision !== wanted) revision = (last.get(stream) as number | null) ?? -1;
        if (revision !== wanted) return { refused: new RevisionConflict(stream, expected, revision) };
        let position: number | bigint = 0;
        for (const { id, type, occurredAt, data, meta } of events)
          position = insert.run(stream, ++revision, id, type, occurredAt, recordedAt, data, meta).lastInsertRowid;
        this.revisions.set(stream, revision);
        return { appended: { revision, position: toPosition(Number(position)) } };
      });
    }).immediate;
  }

  append(stream: string, events: readonly EncodedEvent[], expected: ExpectedRevision): Promise<Appended> {
    const bytes = events.reduce((sum, { data, meta }) => sum + data.length + meta.length, 0);
    return new Promise((resolve, reject) => {
      this.waiting.push({ stream, events, expected, bytes, resolve, reject });
      this.schedule();
    });
  }

  /** Writes what is waiting at once; for closing. */
  flush(): void {
    while (this.waiting.length > 0) this.writeGroup();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.waiting.length > 0) this.writeGroup();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private writeGroup(): void {
    const group = this.takeGroup();
    let results: Result[];
    try {
      if (this.revisions.size > REMEMBERED) this.revisions.clear();
      results = this.commitGroup(group);
    } catch (cause) {
      const refusal = new Refusal('storage-unavailable', 'The event store could not write.', [], { cause });
      for (const append of group) append.reject(refusal);
      return;
    }
    group.forEach((append, index) => {
      const result = results[index] as Result;
      if ('appended' in result) append.resolve(result.appended);
      else append.reject(result.refused);
    });
    this.onCommit();
  }

  /** The cache is stale after a failure, or where another process wrote: the table's constraint reports it, and the file is queried. */
  private commitGroup(group: readonly WaitingAppend[]): Result[] {
    try {
      return this.commit(group);
    } catch (error) {
      this.revisions.clear();
      if (!(error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')) throw error;
      return this.commit(group);
    }
  }

  private takeGroup(): WaitingAppend[] {
    let bytes = 0;
    let count = 0;
    while (count < this.waiting.length && count < MAX_APPENDS && (count === 0 || bytes < MAX_BYTES))
      bytes += this.waiting[count++]?.bytes ?? 0;
    const group = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return group;
  }
}
