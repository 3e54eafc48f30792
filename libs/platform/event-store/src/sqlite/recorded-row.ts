import type { EventMeta, Position, RecordedEvent } from '@stoa/kernel';

/** A row of the event table as it is read: an array, in the order of COLUMNS. */
export type EventRow = [position: number, stream: string, revision: number, id: string, type: string, occurredAt: string, recordedAt: string, data: string, meta: string];

export const COLUMNS = 'position, stream, revision, id, type, occurred_at, recorded_at, data, meta';

const WIDTH = 16;

/** A row number as a position: decimal, of fixed width, so that it sorts as text. */
export const toPosition = (row: number): Position => (row === 0 ? '' : String(row).padStart(WIDTH, '0'));

/** The row number of a position; 0 for START. Throws for what this store never gave. */
export function toRow(position: Position): number {
  if (position === '') return 0;
  if (!/^\d{16}$/.test(position)) throw new Error(`${position} is not a position of this store`);
  return Number(position);
}

/** An event as stored. Data and metadata are parsed when they are first asked for: a replay parses nothing that it passes over. */
export class RecordedRow implements RecordedEvent {
  private parsedData: unknown;
  private parsedMeta: EventMeta | undefined;

  constructor(private readonly row: EventRow) {}

  get position(): Position {
    return toPosition(this.row[0]);
  }
  get stream(): string {
    return this.row[1];
  }
  get revision(): number {
    return this.row[2];
  }
  get id(): string {
    return this.row[3];
  }
  get type(): string {
    return this.row[4];
  }
  get occurredAt(): string {
    return this.row[5];
  }
  get recordedAt(): string {
    return this.row[6];
  }
  get data(): unknown {
    return (this.parsedData ??= JSON.parse(this.row[7]));
  }
  get meta(): EventMeta {
    return (this.parsedMeta ??= JSON.parse(this.row[8]) as EventMeta);
  }
}
