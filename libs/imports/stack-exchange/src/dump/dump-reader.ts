import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ImportProgress } from '../import-report.ts';
import { readRows, type Attributes } from './read-rows.ts';
import { TABLES, type TableFile, type TableName } from './tables.ts';

/** Reads a dump's tables one after the other; knows how many bytes it has read and what they hash to. */
export class DumpReader {
  bytesRead = 0;
  private readonly hash = createHash('sha256');
  private readonly total: number;

  constructor(
    private readonly tables: ReadonlyMap<TableName, TableFile>,
    private readonly onProgress: ((progress: ImportProgress) => void) | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.total = [...tables.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Hands over a table's rows; a table that is missing has none. */
  async rows(table: TableName, onRow: (row: Attributes) => void): Promise<void> {
    const file = this.tables.get(table);
    if (!file) return;
    this.hash.update(`${table}:${file.bytes}\n`);
    const onBytes = (chunk: Buffer) => {
      this.hash.update(chunk);
      this.bytesRead += chunk.length;
      this.onProgress?.({ phase: 'reading', done: this.bytesRead, total: this.total, unit: 'bytes' });
    };
    await readRows(file.path, table, { onBytes, signal: this.signal }, onRow);
  }

  /** The same fingerprint before the tables are read for good. */
  async readFingerprint(): Promise<string> {
    const hash = createHash('sha256');
    for (const table of TABLES) {
      const file = this.tables.get(table);
      if (!file) continue;
      hash.update(`${table}:${file.bytes}\n`);
      for await (const chunk of createReadStream(file.path) as AsyncIterable<Buffer>) {
        this.signal?.throwIfAborted();
        hash.update(chunk);
      }
    }
    return hash.digest('hex');
  }

  has = (table: TableName): boolean => this.tables.has(table);
  missing = (): TableName[] => TABLES.filter((table) => !this.tables.has(table));
  /** SHA-256 of everything read, when all tables are read. */
  fingerprint = (): string => this.hash.digest('hex');
}
