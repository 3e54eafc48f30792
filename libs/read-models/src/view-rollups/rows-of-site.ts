import type { Counts } from './detail/counts.ts';
import { QUARTERS, partOf, placeOf, quarterOf } from './detail/values.ts';
import { MEASURES } from './judged-views.ts';
import { KEPT, isEntity, type KeptDimension } from './rollup-keys.ts';
import { emptyHour, type BreakdownRow, type HourRow } from './view-rollups.entities.ts';

/** The hours of a day, from its quarter hours. */
export function hourRows(of: string, day: string, counts: Counts): HourRow[] {
  const hours = new Map<string, HourRow>();
  for (const [key, measures] of counts.get(QUARTERS) ?? []) {
    const quarter = quarterOf(key);
    const hour = day + String(Math.floor(quarter / 4)).padStart(2, '0');
    const row = hours.get(hour) ?? emptyHour(of, hour);
    hours.set(hour, row);
    for (const name of MEASURES) row[`${name}${(quarter % 4) as 0 | 1 | 2 | 3}`] += measures[name];
  }
  return [...hours.values()];
}

/** Days by the values of a dimension. Of one value there may be several rows, which add up. */
export function breakdownRows(of: string, days: string, counts: Counts, dimension: KeptDimension): BreakdownRow[] {
  const { letter, part } = placeOf(dimension);
  return [...(counts.get(letter) ?? [])].flatMap(([key, measures]) => {
    const value = partOf(key, part);
    return value === '' && !isEntity(dimension) ? [] : [{ of, by: KEPT[dimension], days, value, ...measures }];
  });
}
