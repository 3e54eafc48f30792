import type { Attributes } from './read-rows.ts';

const INTEGER = /^-?\d{1,15}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?$/;

/** A whole number of a row, or undefined where it is missing or none. */
export function integerOf(row: Attributes, name: string): number | undefined {
  const text = row[name];
  return text !== undefined && INTEGER.test(text) ? Number(text) : undefined;
}

/** An instant of a row in milliseconds since 1970, or undefined. Dumps write UTC without a zone. */
export function timeOf(row: Attributes, name: string): number | undefined {
  const text = row[name];
  if (text === undefined || !TIME.test(text)) return undefined;
  const time = Date.parse(`${text}Z`);
  // What the calendar does not have, such as 30 February, is read as a day that it has.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined;
  return time < endOfTomorrow() ? time : undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Clocks differ and zones do, so tomorrow is still believed. */
const endOfTomorrow = (): number => (Math.floor(Date.now() / DAY_MS) + 2) * DAY_MS;

/** The Id and CreationDate of a row, or why one of them cannot be used. */
export function idAndTime(row: Attributes): { readonly id: number; readonly time: number } | string {
  const id = integerOf(row, 'Id');
  if (id === undefined || row['CreationDate'] === undefined) return 'no usable Id or CreationDate';
  const time = timeOf(row, 'CreationDate');
  return time === undefined ? 'the CreationDate is no date, or after tomorrow' : { id, time };
}

/** Tag names in their order; dumps write `<a><b>`, newer ones `|a|b|`. */
export const tagsOf = (text: string): string[] => text.split(/[<>|]+/).filter((tag) => tag !== '');
