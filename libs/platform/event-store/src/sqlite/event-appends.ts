import { DependencyFailure, Refusal, RevisionConflict, type Appended, type ExpectedRevision } from '@stoa/kernel';
import { GroupCommit, LastWrite, type Database } from '@stoa/sqlite';
import { checksumOf, envelopeChecksumOf } from './checksums.ts';
import { damageIn } from './log-damaged.ts';
import { toPosition } from './recorded-row.ts';

/** One event of an append, ready to be written. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: string;
  readonly meta: string;
}

interface Append {
  readonly stream: string;
  readonly events: readonly EncodedEvent[];
  readonly expected: ExpectedRevision;
}

type Result = Appended | RevisionConflict;

/** Size of the cache of last revisions. */
const REMEMBERED = 10_000;

/** Appends in group commits, in the order in which they arrived; one with a wrong revision is refused alone. */
export class EventAppends {
  private readonly group: GroupCommit<Append, Appended>;
  /** Last revisions as this writer left them: most appends find theirs here without a query. */
  private readonly revisions = new Map<string, number>();
  private readonly commit: (group: readonly Append[]) => Result[];
  private readonly lastWrite: LastWrite;

  constructor(
    db: Database,
    onCommit: () => void,
    private readonly now: () => string = () => new Date().toISOString(),
  ) {
    this.lastWrite = new LastWrite(db.name);
    this.group = new GroupCommit<Append, Appended>((group) => this.write(group), onCommit);
    const last = db.prepare('SELECT max(revision) AS revision FROM event WHERE stream = ?').pluck();
    const head = db.prepare('SELECT coalesce(max(position), 0) FROM event').pluck();
    const insert = db.prepare(
      `INSERT INTO event (position, stream, revision, id, type, occurred_at, recorded_at, data, meta, checksum, envelope_checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.commit = db.transaction((group: readonly Append[]): Result[] => {
      const recordedAt = this.now();
      let position = head.get() as number;
      return group.map(({ stream, events, expected }) => {
        const wanted = expected === 'no-stream' ? -1 : expected;
        let revision = this.revisions.get(stream);
        if (revision !== wanted) revision = (last.get(stream) as number | null) ?? -1;
        if (revision !== wanted) return new RevisionConflict(stream, expected, revision);
        for (const { id, type, occurredAt, data, meta } of events) {
          const sum = checksumOf([++position, stream, ++revision, type, occurredAt, data]);
          const envelopeSum = envelopeChecksumOf(position, [id, recordedAt, meta]);
          insert.run(position, stream, revision, id, type, occurredAt, recordedAt, data, meta, sum, envelopeSum);
        }
        this.revisions.set(stream, revision);
        return { revision, position: toPosition(position) };
      });
    }).immediate;
  }

  append(stream: string, events: readonly EncodedEvent[], expected: ExpectedRevision): Promise<Appended> {
    const bytes = events.reduce((sum, { data, meta }) => sum + data.length + meta.length, 0);
    return this.group.add({ stream, events, expected }, bytes);
  }

  /** Null, or why the last commit failed. */
  get trouble(): string | null {
    return this.lastWrite.trouble;
  }

  /** Writes what is waiting at once; for closing. */
  flush(): void {
    this.group.flush();
  }

  private write(group: readonly Append[]): Result[] {
    try {
      if (this.revisions.size > REMEMBERED) this.revisions.clear();
      const results = this.commitGroup(group);
      this.lastWrite.succeeded();
      return results;
    } catch (error) {
      const damage = damageIn(error);
      if (damage) throw damage;
      const cause = new DependencyFailure(this.lastWrite.failed(error), { cause: error });
      throw new Refusal('storage-unavailable', 'The event store could not write.', [], { cause });
    }
  }

  /** The cache is stale after a failure, or where another process wrote: the table's constraint reports it, and the file is queried. */
  private commitGroup(group: readonly Append[]): Result[] {
    try {
      return this.commit(group);
    } catch (error) {
      this.revisions.clear();
      if (!(error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')) throw error;
      return this.commit(group);
    }
  }
}
