import { decodeTargets, type SealedEvent } from '@stoa/contracts';
import type { KeyedRows, SumsRows } from '@stoa/kernel';
import { addPacked } from './detail/packed-counts.ts';
import { placeOf } from './detail/values.ts';
import type { ScopeDay } from './fold-facts.ts';
import { DAY_MS, KEPT_OF, dayKey, keyTime, scopeKey, shortId } from './rollup-keys.ts';
import { breakdownRows, hourRows } from './rows-of-site.ts';
import { weeksOf } from './weeks.ts';
import type { BreakdownRow, DayRow, DetailRow, HourRow } from './view-rollups.entities.ts';

interface Tables {
  readonly hour: SumsRows<HourRow>;
  readonly day: SumsRows<DayRow>;
  readonly breakdown: SumsRows<BreakdownRow>;
  readonly detail: KeyedRows<DetailRow>;
}

const OF_SITE = KEPT_OF.site;
const { letter: BOTS } = placeOf('bot');

/** Adds a day of the site, or of one thing, to its rows. */
export function addScopeDay({ kind, of, day, counts }: ScopeDay, shard: number, rows: Tables): void {
  rows.day.add(day);
  if (kind === 'site') {
    for (const row of hourRows(of, day.day, counts)) rows.hour.add(row);
    for (const days of [day.day, ...weeksOf(day.day)])
      for (const dimension of OF_SITE) for (const row of breakdownRows(of, days, counts, dimension)) rows.breakdown.add(row);
    return;
  }
  if (kind === 'answer') {
    // An answer's explanation names bots over all time: these are few, and SQL adds them up.
    for (const row of breakdownRows(of, day.day, counts, 'bot')) rows.breakdown.add(row);
    counts.delete(BOTS);
  }
  const key = [of, day.day, String(shard)] as const;
  const known = rows.detail.get(key);
  const packed = addPacked(known?.counts ?? '', counts);
  if (packed !== '') rows.detail.put({ of, day: day.day, shard: String(shard), counts: packed });
  else if (known) rows.detail.remove(key);
}

/** Keys of the details that a batch's facts may add to. */
export function detailsOf({ facts, firstAt, lastAt, shard }: SealedEvent['data']): string[][] {
  const scopes = new Set<string>();
  for (const { questionId, answerId, mentorId, topics } of decodeTargets(facts)) {
    scopes.add(scopeKey('question', shortId(questionId)));
    if (answerId !== null) scopes.add(scopeKey('answer', shortId(answerId)));
    if (mentorId !== null) scopes.add(scopeKey('mentor', shortId(mentorId)));
    for (const topic of topics) scopes.add(scopeKey('topic', topic));
  }
  const keys: string[][] = [];
  for (let at = keyTime(dayKey(Date.parse(firstAt))); at <= Date.parse(lastAt); at += DAY_MS)
    for (const of of scopes) keys.push([of, dayKey(at), String(shard)]);
  return keys;
}
