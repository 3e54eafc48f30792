import { START, type LogPlace, type Position } from '@stoa/kernel';
import type { Database, Statement } from '@stoa/sqlite';

interface Row {
  readonly partition: string;
  readonly position: Position;
  readonly event: string | null;
}

/** The checkpoint of each partition of a generation, with its event where that is known. */
export class SqliteCheckpoints {
  private readonly begin: Statement<[string]>;
  private readonly swap: Statement<[Position, string, Position]>;
  private readonly name: Statement<[string, Position, string]>;
  private readonly all: Statement<[], Row>;

  constructor(db: Database) {
    this.begin = db.prepare(`INSERT INTO checkpoint (partition, position) VALUES (?, '') ON CONFLICT DO NOTHING`);
    this.swap = db.prepare('UPDATE checkpoint SET position = ? WHERE partition = ? AND position = ?');
    this.name = db.prepare(
      `INSERT INTO checkpoint_event (partition, position, event) VALUES (?, ?, ?)
       ON CONFLICT (partition) DO UPDATE SET position = excluded.position, event = excluded.event`,
    );
    this.all = db.prepare(
      'SELECT partition, c.position, event FROM checkpoint c LEFT JOIN checkpoint_event USING (partition, position)',
    );
  }

  /** The compare-and-set; false where the checkpoint is another one. The caller holds the transaction. */
  move(partition: string, from: Position, to: Position, eventId: string | undefined): boolean {
    if (from === START) this.begin.run(partition);
    if (this.swap.run(to, partition, from).changes === 0) return false;
    if (eventId !== undefined) this.name.run(partition, to, eventId);
    return true;
  }

  places(): Map<string, LogPlace> {
    return new Map(
      this.all.all().map(({ partition, position, event }) => [partition, { position, eventId: event ?? undefined }]),
    );
  }
}
