import { MEASURES, nothing, type Measures } from '../judged-views.ts';
import { CONTINUED, ZERO, numberText, type Cursor } from './digits.ts';
import { passKey } from './values.ts';

/** Before numbers of which one is below zero. */
const SIGNED = '!';
const VISITORS = MEASURES.indexOf('visitors');
const READ_TIME = MEASURES.indexOf('readMs');

/**
 * An entry: its key; a character that says which numbers follow; and these. Visitors are written where they are not as many as the views.
 * Read times are mostly whole hundredths of a second.
 */
export function entryText(key: string, measures: Measures): string {
  const signed = MEASURES.some((name) => measures[name] < 0);
  let flags = 0;
  let numbers = '';
  for (let index = 0; index < MEASURES.length; index++) {
    const number = measures[MEASURES[index]!];
    if (number === (index === VISITORS ? measures.views : 0)) continue;
    flags |= 1 << index;
    const whole = signed ? zigzag(number) : number;
    numbers += numberText(index === READ_TIME ? hundredths(whole) : whole);
  }
  return key + (signed ? SIGNED : '') + String.fromCharCode(ZERO + flags) + numbers;
}

export function keyAt(cursor: Cursor, letter: string): string {
  const { at } = cursor;
  passKey(cursor, letter);
  return cursor.text.slice(at, cursor.at);
}

export function measuresAt(cursor: Cursor): Measures {
  const signed = cursor.text[cursor.at] === SIGNED;
  if (signed) cursor.at++;
  const flags = cursor.digit();
  const measures = nothing();
  for (let index = 0; index < MEASURES.length; index++) {
    if ((flags & (1 << index)) === 0) continue;
    const written = cursor.number();
    const number = index === READ_TIME ? milliseconds(written) : written;
    measures[MEASURES[index]!] = signed ? unzigzag(number) : number;
  }
  if ((flags & (1 << VISITORS)) === 0) measures.visitors = measures.views;
  return measures;
}

export function passMeasures(cursor: Cursor): void {
  if (cursor.text[cursor.at] === SIGNED) cursor.at++;
  for (let flags = cursor.digit(); flags > 0; flags >>= 1) if (flags & 1) while (cursor.digit() >= CONTINUED);
}

const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
const hundredths = (ms: number) => (ms % 10 === 0 ? ms / 5 : 2 * ms + 1);
const milliseconds = (written: number) => (written % 2 === 0 ? written * 5 : (written - 1) / 2);
