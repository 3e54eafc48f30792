import { MOST_SUM } from '@stoa/kernel';

/** Former releases stored sums without a bound: such a row is read, in place, as the bound, until the read model is rebuilt. */
export function boundSums(row: Record<string, unknown>, numbers: readonly string[]): void {
  for (const name of numbers) {
    const sum = row[name] as number | bigint;
    if (sum > MOST_SUM) row[name] = MOST_SUM;
    else if (sum < -MOST_SUM) row[name] = -MOST_SUM;
  }
}
