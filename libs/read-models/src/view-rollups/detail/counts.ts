import { MEASURES, nothing, type Measures } from '../judged-views.ts';

/** Counts by what facts have of a section's dimensions, written as values.ts says. */
export type Section = Map<string, Measures>;
/** Sections by their letter. */
export type Counts = Map<string, Section>;

export function entryOf(section: Section, key: string): Measures {
  let sum = section.get(key);
  if (sum === undefined) section.set(key, (sum = nothing()));
  return sum;
}

export const isNought = (measures: Measures): boolean => MEASURES.every((name) => measures[name] === 0);
