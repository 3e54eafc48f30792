import { checksumOf, envelopeChecksumOf } from './checksums.ts';
import { LogDamaged } from './log-damaged.ts';
import type { EnvelopeRow, EventRow } from './recorded-row.ts';

/**
 * Whether rows are as they were written. `sealed`: every row of this file has its checksums, so that a row without them is damaged; rows
 * of a file that is not sealed yet are taken as they are.
 */
export class RowChecks {
  constructor(private readonly sealed: boolean) {}

  row(row: EventRow): LogDamaged | undefined {
    const [position, stream, , , , data, checksum] = row;
    const isText = typeof data === 'string' && typeof stream === 'string';
    if (checksum === null ? !this.sealed : isText && checksum === checksumOf(row)) return undefined;
    const what = checksum === null ? 'has no checksum' : 'does not match its checksum';
    return new LogDamaged(`The event at position ${position} ${what}`, { row: position, stream });
  }

  envelope(row: number, envelope: EnvelopeRow, stream?: string): LogDamaged | undefined {
    const checksum = envelope[3];
    if (checksum === null ? !this.sealed : checksum === envelopeChecksumOf(row, envelope)) return undefined;
    const what = checksum === null ? 'have no checksum' : 'do not match their checksum';
    return new LogDamaged(`Id and metadata of the event at position ${row} ${what}`, { row, stream });
  }
}

/** Nothing is ever deleted, so positions have no gap; undefined where `row` comes right after `before`. */
export const gapInLog = (before: number, row: number): LogDamaged | undefined =>
  row === before + 1 ? undefined : new LogDamaged(`There is no event at position ${before + 1}`, { row: before + 1 });

/** The same of revisions in a stream. */
export const gapInStream = (before: number, [row, stream, revision]: Readonly<[number, string, number, ...unknown[]]>) =>
  revision === before + 1
    ? undefined
    : new LogDamaged(`Revision ${before + 1} is missing before the event at position ${row}`, { row, stream });
