import { crc32 } from 'node:zlib';
import type { EnvelopeRow, EventRow } from './recorded-row.ts';

/**
 * CRC-32 of what a replay reads of a row, and of the rest of it, so that each reader checks what it reads and pays for nothing else. Both begin
 * with the position: a row that takes another one's place is noticed. They are a guard against decay, not against somebody who changes
 * rows on purpose. Stored format: never change what is summed.
 */
export const checksumOf = ([position, stream, revision, type, occurredAt, data]: Unsummed<EventRow>): number =>
  crc32(data, crc32(occurredAt, crc32(type, (crc32(stream, position >>> 0) ^ revision) >>> 0)));

export const envelopeChecksumOf = (position: number, [id, recordedAt, meta]: Unsummed<EnvelopeRow>): number =>
  crc32(meta, crc32(recordedAt, crc32(id, position >>> 0)));

/** The fields of a row, its checksum left out. */
type Unsummed<Row> = Row extends [...infer Fields, checksum: number | null] ? readonly [...Fields, ...unknown[]] : never;
