import { closeSync, fstatSync, openSync, readFileSync, readSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { Sqlite } from '@stoa/sqlite';

// What decay, a broken disk or a careless hand does to a log's file that nobody has open.

const PAGE = 4096;

/** Flips a bit of the first byte of a text that the file holds. */
export function flipByte(file: string, text: string): void {
  flipByteAt(file, placeOf(file, text));
}

export function flipByteAt(file: string, place: number, bit = 1): void {
  const handle = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, place);
  byte[0]! ^= bit;
  writeSync(handle, byte, 0, 1, place);
  closeSync(handle);
}

/** Overwrites the page that holds a text. */
export function overwritePage(file: string, text: string, fill: (page: Buffer) => Buffer): void {
  const place = placeOf(file, text);
  const handle = openSync(file, 'r+');
  writeSync(handle, fill(Buffer.alloc(PAGE)), 0, PAGE, place - (place % PAGE));
  closeSync(handle);
}

export function truncateToHalf(file: string): void {
  const handle = openSync(file, 'r');
  const { size } = fstatSync(handle);
  closeSync(handle);
  truncateSync(file, Math.floor(size / 2 / PAGE) * PAGE);
}

export const replaceByText = (file: string): void => writeFileSync(file, 'not a database '.repeat(500));

/** Changes rows behind Stoa's back, as a hand would. */
export function changeRows(file: string, ...statements: string[]): void {
  const db = new Sqlite(file);
  for (const statement of statements) db.exec(statement);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Exchanges what stands at two positions, checksums too. */
export function swapRows(file: string, one: number, other: number): void {
  const move = (from: number, to: number) => `UPDATE event SET position = ${to} WHERE position = ${from}`;
  changeRows(file, move(one, 1e9), move(other, one), move(1e9, other));
}

/** A file as a former release left it: without checksums. */
export const asFormerRelease = (file: string): void =>
  changeRows(
    file,
    'ALTER TABLE event DROP COLUMN checksum',
    'ALTER TABLE event DROP COLUMN envelope_checksum',
    'PRAGMA user_version = 0',
  );

function placeOf(file: string, text: string): number {
  const place = readFileSync(file).indexOf(text);
  if (place < 0) throw new Error(`The file does not hold ${text}`);
  return place;
}
