import { MEASURES, nothing, type Measures } from '../judged-views.ts';
import { CONTINUED, ZERO, numberText, type Cursor } from './digits.ts';
import { passKey } from './values.ts';

/** Before numbers of which one is below zero. */
const SIGNED = '!';
const VISITORS = MEASURES.indexOf('visitors');
const READ_TIME = MEASURES.indexOf('readMs');
const BOTS = MEASURES.indexOf('bots');

/** Most entries have few views, and beside them no more than a read time: one character says how many, and whether there is one. */
const USUAL = 2 * CONTINUED;
const MOST_USUAL = 7;
const VIEWS_ALONE = 1 << MEASURES.indexOf('views');
const VIEWS_AND_TIME = VIEWS_ALONE | (1 << READ_TIME);

/** What a number is that is not written: visitors are mostly as many as views, and what was excluded is mostly bots. */
const expected = (index: number, { views, excluded }: Measures) => (index === VISITORS ? views : index === BOTS ? excluded : 0);

/**
 * An entry: its key; a character that says which numbers follow; and these. Only what is not expected is written. Read times are mostly whole
 * hundredths of a second.
 */
export function entryText(key: string, measures: Measures): string {
  const signed = MEASURES.some((name) => measures[name] < 0);
  const { views } = measures;
  let flags = 0;
  let numbers = '';
  for (let index = 0; index < MEASURES.length; index++) {
    const number = measures[MEASURES[index]!];
    if (number === expected(index, measures)) continue;
    flags |= 1 << index;
    const whole = signed ? zigzag(number) : number;
    numbers += numberText(index === READ_TIME ? hundredths(whole) : whole);
  }
  if (signed) return key + SIGNED + String.fromCharCode(ZERO + flags) + numbers;
  if (views > MOST_USUAL || (flags !== VIEWS_ALONE && flags !== VIEWS_AND_TIME))
    return key + String.fromCharCode(ZERO + flags) + numbers;
  return key + String.fromCharCode(ZERO + USUAL + 2 * (views - 1) + (flags === VIEWS_AND_TIME ? 1 : 0)) + numbers.slice(1);
}

export function keyAt(cursor: Cursor, letter: string): string {
  const { at } = cursor;
  passKey(cursor, letter);
  return cursor.text.slice(at, cursor.at);
}

export function measuresAt(cursor: Cursor): Measures {
  const signed = cursor.skips(SIGNED);
  const mark = cursor.mark();
  const measures = nothing();
  if (mark >= USUAL) {
    measures.views = 1 + ((mark - USUAL) >> 1);
    measures.visitors = measures.views;
    if (mark % 2 === 1) measures.readMs = milliseconds(cursor.number());
    return measures;
  }
  for (let index = 0; index < MEASURES.length; index++) {
    if ((mark & (1 << index)) === 0) {
      measures[MEASURES[index]!] = expected(index, measures);
      continue;
    }
    const written = cursor.number();
    const number = index === READ_TIME ? milliseconds(written) : written;
    measures[MEASURES[index]!] = signed ? unzigzag(number) : number;
  }
  return measures;
}

export function passMeasures(cursor: Cursor): void {
  cursor.skips(SIGNED);
  const mark = cursor.mark();
  const numbers = mark < USUAL ? mark : mark % 2;
  for (let left = numbers; left > 0; left >>= 1) if (left & 1) while (cursor.digit() >= CONTINUED);
}

const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
const hundredths = (ms: number) => (ms % 10 === 0 ? ms / 5 : 2 * ms + 1);
const milliseconds = (written: number) => (written % 2 === 0 ? written * 5 : (written - 1) / 2);
