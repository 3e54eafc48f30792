import { Refusal } from '@stoa/kernel';

/** Where a log is damaged, as far as it is known. */
export interface Place {
  /** Number of the row. */
  readonly row?: number | undefined;
  readonly stream?: string | undefined;
}

/**
 * The log holds something else than what was appended. `message` names the position and no content; `what` is one sentence for operators,
 * with the stream.
 */
export class LogDamaged extends Refusal {
  readonly row: number | undefined;
  readonly stream: string | undefined;

  constructor(
    readonly what: string,
    { row, stream }: Place = {},
    options?: ErrorOptions,
  ) {
    const where = row === undefined ? '' : ` at position ${row}`;
    super('log-damaged', `The event log is damaged${where}. What was built from it is served; writes are refused.`, [], options);
    this.row = row;
    this.stream = stream;
  }

  /** What is wrong and where, for operators. */
  get finding(): string {
    return this.stream === undefined ? this.what : `${this.what} (stream ${this.stream})`;
  }
}

const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/;

/** The damage that an error of SQLite stands for; undefined for every other error. */
export function damageIn(error: unknown, place: Place = {}): LogDamaged | undefined {
  if (error instanceof LogDamaged) return error;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || !DAMAGED.test(code)) return undefined;
  return new LogDamaged(`SQLite cannot read the file: ${String(message)}`, place, { cause: error });
}
