import { addTo, type Measures } from '../judged-views.ts';
import { isNought, type Counts, type Section } from './counts.ts';
import { Cursor, numberText } from './digits.ts';
import { entryText, keyAt, measuresAt, passMeasures } from './entry.ts';
import { passKey } from './values.ts';

/**
 * Adds counts to packed ones, and leaves out what comes to nothing. Packed counts are one text: of each section its letter, how many entries it
 * has, and these. Most of it stays as it is, and is not read. Throws RangeError for a text that is none of ours.
 */
export function addPacked(packed: string, counts: Counts): string {
  const cursor = new Cursor(packed);
  const rest = new Map(counts);
  let text = '';
  while (!cursor.ended) {
    const letter = cursor.character();
    const size = cursor.number();
    text += sectionText(letter, size, cursor, rest.get(letter) ?? NONE);
    rest.delete(letter);
  }
  for (const [letter, section] of rest) text += sectionText(letter, 0, cursor, section);
  return text;
}

const NONE: Section = new Map();

function sectionText(letter: string, size: number, cursor: Cursor, added: Section): string {
  const { text } = cursor;
  let left = size;
  let entries = '';
  let unread = cursor.at;
  const found = new Set<string>();
  for (let rest = size; rest > 0; rest--) {
    const begin = cursor.at;
    const more = added.size > 0 ? added.get(keyAt(cursor, letter)) : (passKey(cursor, letter), undefined);
    if (!more) {
      passMeasures(cursor);
      continue;
    }
    const key = text.slice(begin, cursor.at);
    found.add(key);
    const sum = measuresAt(cursor);
    addTo(sum, more);
    entries += text.slice(unread, begin);
    unread = cursor.at;
    if (isNought(sum)) left -= 1;
    else entries += entryText(key, sum);
  }
  entries += text.slice(unread, cursor.at);
  for (const [key, measures] of added) {
    if (found.has(key) || isNought(measures)) continue;
    entries += entryText(key, measures);
    left += 1;
  }
  return left > 0 ? letter + numberText(left) + entries : '';
}

/** Visits the entries of one section of packed counts. */
export function eachOf(packed: string, wanted: string, visit: (key: string, measures: Measures) => void): void {
  const cursor = new Cursor(packed);
  while (!cursor.ended) {
    const letter = cursor.character();
    for (let rest = cursor.number(); rest > 0; rest--)
      if (letter === wanted) visit(keyAt(cursor, letter), measuresAt(cursor));
      else {
        passKey(cursor, letter);
        passMeasures(cursor);
      }
    if (letter === wanted) return;
  }
}
