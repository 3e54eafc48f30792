import { decodeStored, newestTypeOf, unknownIn } from '@stoa/contracts';
import type { DomainEvent, EventMeta, Position, RecordedEvent } from '@stoa/kernel';

/** What every reader of an event needs, read as an array in the order of COLUMNS. */
export type EventRow = [
  position: number,
  stream: string,
  revision: number,
  type: string,
  occurredAt: string,
  data: string,
  checksum: number | null,
];
export const COLUMNS = 'position, stream, revision, type, occurred_at, data, checksum';

/** What a replay skips; read by position on demand. */
export type EnvelopeRow = [id: string, recordedAt: string, meta: string, checksum: number | null];
export const ENVELOPE_COLUMNS = 'id, recorded_at, meta, envelope_checksum';

/** Both in one row: readers of a stream use the metadata of each event. */
export type WholeRow = [...EventRow, ...EnvelopeRow];

const WIDTH = 16;

/** A row number as a position: decimal, of fixed width, so that it sorts as text. */
export const toPosition = (row: number): Position => (row === 0 ? '' : String(row).padStart(WIDTH, '0'));

/** The row number of a position; 0 for START. Throws for a value that this store never issued. */
export function toRow(position: Position): number {
  if (position === '') return 0;
  if (!/^\d{16}$/.test(position)) throw new Error(`${position} is not a position of this store`);
  return Number(position);
}

/**
 * A stored event in its newest version. Its data is parsed and upcast, and its envelope is read, when they are first used: a replay pays
 * only for what it needs.
 */
export class RecordedRow implements RecordedEvent {
  readonly type: string;
  private decodedData: unknown;
  private parsedMeta: EventMeta | undefined;
  private envelopeRow: EnvelopeRow | undefined;

  constructor(
    private readonly row: EventRow,
    private readonly envelopeAt: (position: number) => EnvelopeRow,
  ) {
    this.type = newestTypeOf(row[3]);
  }

  get position(): Position {
    return toPosition(this.row[0]);
  }
  get stream(): string {
    return this.row[1];
  }
  get revision(): number {
    return this.row[2];
  }
  get occurredAt(): string {
    return this.row[4];
  }
  get data(): unknown {
    return (this.decodedData ??= decodeStored(this.row[3], JSON.parse(this.row[5])).data);
  }
  get stored(): DomainEvent | undefined {
    const type = this.row[3];
    return type === this.type ? undefined : { type, data: JSON.parse(this.row[5]) as unknown };
  }
  get unknown(): RecordedEvent['unknown'] {
    return unknownIn(this.row[3]);
  }
  get id(): string {
    return this.envelope[0];
  }
  get recordedAt(): string {
    return this.envelope[1];
  }
  get meta(): EventMeta {
    return (this.parsedMeta ??= JSON.parse(this.envelope[2]) as EventMeta);
  }

  private get envelope(): EnvelopeRow {
    return (this.envelopeRow ??= this.envelopeAt(this.row[0]));
  }
}

/** An event of a row that holds its envelope too. */
export const wholeEvent = (row: WholeRow): RecordedEvent => {
  const [event, envelope] = halvesOf(row);
  return new RecordedRow(event, () => envelope);
};

export function halvesOf(row: WholeRow): [EventRow, EnvelopeRow] {
  const [position, stream, revision, type, occurredAt, data, checksum, ...envelope] = row;
  return [[position, stream, revision, type, occurredAt, data, checksum], envelope];
}
