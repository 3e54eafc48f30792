import type { KeptDimension } from '../rollup-keys.ts';
import { Cursor, damaged, numberText } from './digits.ts';
import { NUMBER_OF_WORD, wordOf } from './words.ts';

/** The section of the quarter hours of a day. */
export const QUARTERS = 'h';

/** What is counted together: where readers came from, where they are, and with what, makes few combinations each. */
const SECTIONS: Readonly<Record<string, readonly KeptDimension[]>> = {
  s: ['referrer', 'utm_source'],
  p: ['country', 'language'],
  g: ['browser', 'os', 'device'],
  x: ['bot'],
  y: ['company'],
  a: ['answer'],
  q: ['question'],
  m: ['mentor'],
  t: ['topic'],
};
export const sections: readonly (readonly [letter: string, dimensions: readonly KeptDimension[]])[] = Object.entries(SECTIONS);

/** Where the values of a dimension are. */
export function placeOf(dimension: KeptDimension): { letter: string; part: number } {
  const [letter, dimensions] = sections.find(([, some]) => some.includes(dimension))!;
  return { letter, part: dimensions.indexOf(dimension) };
}

/** Before a short id, the most frequent of values that are no words. */
const ID = '~';
const ID_LENGTH = 22;

/** A value in a section's key: twice the number of a word, or one more than twice its length and then itself. */
export function keyPart(value: string): string {
  const word = NUMBER_OF_WORD.get(value);
  if (word !== undefined) return numberText(2 * word);
  return (value.length === ID_LENGTH ? ID : numberText(2 * value.length + 1)) + value;
}

/** The value at a place of a key. */
export function partOf(key: string, part: number): string {
  const cursor = new Cursor(key);
  for (let before = part; before > 0; before--) passPart(cursor);
  if (cursor.skips(ID)) return cursor.take(ID_LENGTH);
  const head = cursor.number();
  return head % 2 === 0 ? (wordOf(head / 2) ?? damaged()) : cursor.take((head - 1) / 2);
}

/** Goes on to behind a key of a section. */
export function passKey(cursor: Cursor, letter: string): void {
  if (letter === QUARTERS) cursor.pass(1);
  else for (let parts = (SECTIONS[letter] ?? damaged()).length; parts > 0; parts--) passPart(cursor);
}

function passPart(cursor: Cursor): void {
  if (cursor.skips(ID)) return cursor.pass(ID_LENGTH);
  const head = cursor.number();
  if (head % 2 === 1) cursor.pass((head - 1) / 2);
}

const FIRST_QUARTER = ' '.charCodeAt(0);
/** The key of a quarter hour of a UTC day, from 0 to 95: one character. */
export const quarterKey = (quarter: number): string => String.fromCharCode(FIRST_QUARTER + quarter);
export const quarterOf = (key: string): number => key.charCodeAt(0) - FIRST_QUARTER;
