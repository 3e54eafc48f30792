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
  return Number.isNaN(time) ? undefined : time;
}

/** Tag names in their order; dumps write `<a><b>`, newer ones `|a|b|`. */
export const tagsOf = (text: string): string[] => text.split(/[<>|]+/).filter((tag) => tag !== '');
