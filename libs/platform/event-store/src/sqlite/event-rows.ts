import type { RecordedEvent } from '@stoa/kernel';
import type { Database, Statement } from '@stoa/sqlite';
import { columnsIn, isSealed } from './event-table.ts';
import type { LogDamaged } from './log-damaged.ts';
import { damageIn } from './log-damaged.ts';
import { RecordedRow, halvesOf, wholeEvent, type EnvelopeRow, type EventRow, type WholeRow } from './recorded-row.ts';
import { RowChecks, gapInLog, gapInStream } from './row-checks.ts';

/** A part of the log: the events before the first damage, and the damage. */
export interface LogPart {
  readonly events: RecordedEvent[];
  /** Number of the last row. */
  readonly last: number;
  readonly damage: LogDamaged | undefined;
}

/** Reads rows, and compares each with its checksums and with its neighbours. Throws LogDamaged, or what SQLite throws. */
export class EventRows {
  private readonly checks: RowChecks;
  private readonly byStream: Statement<[string, number, number], WholeRow>;
  private readonly lastByStream: Statement<[string, number], WholeRow>;
  private readonly byPosition: Statement<[number, number, number], EventRow>;
  private readonly wholeByPosition: Statement<[number, number, number], WholeRow>;
  private readonly envelopeOf: Statement<[number], EnvelopeRow>;
  private readonly max: Statement<[], number>;

  constructor(db: Database) {
    this.checks = new RowChecks(isSealed(db));
    const { event, envelope } = columnsIn(db);
    const all = (sql: string) => db.prepare(sql).raw();
    this.byStream = all(
      `SELECT ${event}, ${envelope} FROM event WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?`,
    ) as typeof this.byStream;
    this.lastByStream = all(
      `SELECT ${event}, ${envelope} FROM event WHERE stream = ? ORDER BY revision DESC LIMIT ?`,
    ) as typeof this.lastByStream;
    const inOrder = 'FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?';
    this.byPosition = all(`SELECT ${event} ${inOrder}`) as typeof this.byPosition;
    this.wholeByPosition = all(`SELECT ${event}, ${envelope} ${inOrder}`) as typeof this.wholeByPosition;
    this.envelopeOf = all(`SELECT ${envelope} FROM event WHERE position = ?`) as typeof this.envelopeOf;
    this.max = db.prepare('SELECT coalesce(max(position), 0) FROM event').pluck() as typeof this.max;
  }

  /** Number of the last row; 0 for an empty log. */
  last(): number {
    return this.max.get() ?? 0;
  }

  ofStream(stream: string, after: number, limit: number): RecordedEvent[] {
    return this.wholeStream(
      this.rowsOf(stream, () => this.byStream.all(stream, after, limit)),
      after,
    );
  }

  lastOfStream(stream: string, count: number): RecordedEvent[] {
    const rows = this.rowsOf(stream, () => this.lastByStream.all(stream, count)).reverse();
    const before = rows.length < count ? -1 : (rows[0]?.[2] ?? 0) - 1;
    return this.wholeStream(rows, before);
  }

  /** Rows after `from` up to and with `end`; `noted` gets what a later look at an envelope throws. */
  ofLog(from: number, end: number, limit: number, noted: (error: unknown) => unknown): LogPart {
    const envelopeAt = (row: number, stream: string): EnvelopeRow => {
      try {
        return this.envelope(row, stream);
      } catch (error) {
        throw noted(error);
      }
    };
    const { rows, damage: unreadable } = this.rowsAfter(from, end, limit);
    const events: RecordedEvent[] = [];
    let last = from;
    for (const row of rows) {
      const damage = gapInLog(last, row[0]) ?? this.checks.row(row);
      if (damage) return { events, last, damage };
      last = row[0];
      events.push(new RecordedRow(row, (position) => envelopeAt(position, row[1])));
    }
    return { events, last, damage: unreadable ?? (last === from ? gapInLog(from, 0) : undefined) };
  }

  /** The first damage among rows after `from` up to and with `end`, envelopes too. */
  firstDamage(from: number, end: number): LogDamaged | undefined {
    let last = from;
    try {
      for (const row of this.wholeByPosition.iterate(from, end, end - from)) {
        const [event, envelope] = halvesOf(row);
        const damage = gapInLog(last, event[0]) ?? this.checks.row(event) ?? this.checks.envelope(event[0], envelope, event[1]);
        if (damage) return damage;
        last = event[0];
      }
    } catch (error) {
      const damage = damageIn(error, { row: last + 1 });
      if (damage) return damage;
      throw error;
    }
    return last === end ? undefined : gapInLog(last, 0);
  }

  /** Where SQLite cannot give a whole batch, rows are read one by one, so that those before the damage are found. */
  private rowsAfter(from: number, end: number, limit: number): { rows: EventRow[]; damage?: LogDamaged } {
    try {
      return { rows: this.byPosition.all(from, end, limit) };
    } catch (error) {
      if (!damageIn(error)) throw error;
    }
    const rows: EventRow[] = [];
    for (let last = from; last < Math.min(end, from + limit); last++)
      try {
        rows.push(...this.byPosition.all(last, last + 1, 1));
      } catch (error) {
        const damage = damageIn(error, { row: last + 1 });
        if (damage) return { rows, damage };
        throw error;
      }
    return { rows };
  }

  private wholeStream(rows: readonly WholeRow[], before: number): RecordedEvent[] {
    let revision = before;
    return rows.map((row) => {
      const [event, envelope] = halvesOf(row);
      const damage = gapInStream(revision, event) ?? this.checks.row(event) ?? this.checks.envelope(event[0], envelope, event[1]);
      if (damage) throw damage;
      revision = event[2];
      return wholeEvent(row);
    });
  }

  private rowsOf(stream: string, read: () => WholeRow[]): WholeRow[] {
    try {
      return read();
    } catch (error) {
      throw damageIn(error, { stream }) ?? error;
    }
  }

  private envelope(row: number, stream: string): EnvelopeRow {
    const envelope = this.envelopeOf.get(row);
    const damage = envelope ? this.checks.envelope(row, envelope, stream) : gapInLog(row - 1, 0);
    if (damage) throw damage;
    return envelope!;
  }
}
