import { MOST_SUM, type Row, type SumsRows } from '@stoa/kernel';
import { placeOf } from './keyed-batch.ts';

type Numbers = Record<string, number>;

/** What one batch adds to an order-free table: one row of differences per key. */
export class SumsBatch implements SumsRows<Row> {
  private readonly rows = new Map<string, Row>();

  constructor(
    private readonly keys: readonly string[],
    private readonly numbers: readonly string[],
  ) {}

  add(row: Row): void {
    this.gather(row, 1);
  }

  takeBack(row: Row): void {
    this.gather(row, -1);
  }

  /** Non-zero differences, in key order: workers that write the same rows take their locks in the same order. */
  differences(): Row[] {
    const places = [...this.rows.keys()].sort();
    return places
      .map((at) => this.rows.get(at) as Row)
      .filter((row) => this.numbers.some((name) => (row as Numbers)[name] !== 0));
  }

  private gather(row: Row, sign: 1 | -1): void {
    const at = placeOf(row, this.keys);
    const sum = this.rows.get(at) as Numbers | undefined;
    const added = row as Numbers;
    if (sum) for (const name of this.numbers) sum[name] = bounded(sum[name]! + sign * added[name]!);
    else if (sign === 1) this.rows.set(at, { ...row });
    else this.rows.set(at, { ...row, ...Object.fromEntries(this.numbers.map((name) => [name, -added[name]!])) });
  }
}

const bounded = (sum: number): number => Math.max(-MOST_SUM, Math.min(MOST_SUM, sum));
