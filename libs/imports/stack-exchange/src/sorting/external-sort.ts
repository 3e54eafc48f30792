import { join } from 'node:path';
import { merge } from './merge.ts';
import { readRun, RunWriter } from './run-file.ts';

/** What records are sorted by: numbers, compared one after the other. */
export type SortKey = readonly [number, number, number, number];
export type Sorted<T> = readonly [key: SortKey, value: T];

/** Bytes of records (as told by `add`) that are held in memory before they are spilled. */
const MEMORY = 16 << 20;
/** Files that are read at once; more are merged into one first. */
const FAN_IN = 100;

export const compareKeys = (a: SortKey, b: SortKey): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
const byKey = <T>(a: Sorted<T>, b: Sorted<T>) => compareKeys(a[0], b[0]);

/** The records in their order, and nothing more of those that were taken: what is made of them fills the same memory. */
function* released<T>(records: T[]): Generator<T> {
  records.reverse();
  for (let next = records.pop(); next !== undefined; next = records.pop()) yield next;
}

/**
 * Sorts more records than memory holds: sorted runs are spilled to files of JSON lines under `scratch` and merged as they are read.
 * Records with equal keys come out in the order in which they were added. What is read once is gone.
 */
export class ExternalSort<T> {
  private held: Sorted<T>[] = [];
  private heldBytes = 0;
  private runs: string[] = [];
  private files = 0;
  count = 0;

  constructor(
    private readonly scratch: string,
    private readonly name: string,
    private readonly memory = MEMORY,
    private readonly fanIn = FAN_IN,
  ) {}

  /** `bytes`: about how much memory the record takes. */
  add(key: SortKey, value: T, bytes: number): void {
    this.held.push([key, value]);
    this.count++;
    this.heldBytes += bytes;
    if (this.heldBytes >= this.memory) this.spill();
  }

  *read(): Generator<Sorted<T>> {
    const held = this.held.sort(byKey);
    this.held = [];
    if (this.runs.length === 0) yield* released(held);
    else yield* merge([...this.runs.map((path) => readRun<Sorted<T>>(path)), released(held)], byKey);
  }

  private spill(): void {
    this.write(this.held.sort(byKey));
    this.held = [];
    this.heldBytes = 0;
    if (this.runs.length >= this.fanIn) {
      const runs = this.runs.splice(0);
      this.write(
        merge(
          runs.map((path) => readRun<Sorted<T>>(path)),
          byKey,
        ),
      );
    }
  }

  private write(records: Iterable<Sorted<T>>): void {
    const run = new RunWriter(join(this.scratch, `${this.name}-${this.files++}.ndjson`));
    for (const record of records) run.write(record);
    run.close();
    this.runs.push(run.path);
  }
}
