import type { ViewFact } from '@stoa/contracts';
import type { DayMemory } from '../judging/day-memory.ts';

/** Different values of one dimension that a shard keeps apart on one UTC day. */
export const VALUES_A_DAY = 1000;
/** Stands for all values beyond them, so that totals add up. */
export const REST = '(rest)';

/** The fact with values that anybody may invent bounded in number: who sends a thousand made-up referrers fills no table. */
export function withinLimits<F extends ViewFact>(fact: F, day: DayMemory): F {
  const kept = (kind: string, value: string | null) =>
    value === null || value === REST || day.isAmongFirst(kind, value, VALUES_A_DAY) ? value : REST;
  const referrer = kept('referrer', fact.referrer);
  const utmSource = kept('utm', fact.utmSource);
  const language = kept('language', fact.reader.language);
  if (referrer === fact.referrer && utmSource === fact.utmSource && language === fact.reader.language) return fact;
  return { ...fact, referrer, utmSource, reader: { ...fact.reader, language } };
}
