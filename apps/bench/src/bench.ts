import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

export interface BenchOptions {
  readonly rounds: number;
  /** Of benches of views: how many. */
  readonly views: number;
  /** Of benches that run either: what they measure. */
  readonly mode: 'standalone' | 'distributed';
  /** A folder on a real disk for this run. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Ratio extends Figure {
  /** Met when the median (or each round, where that was asked for) is at least (or, for `atMost`, at most) this. */
  readonly target: number;
  readonly atMost: boolean;
  readonly met: boolean;
}

export interface BenchReport {
  readonly figures: readonly Figure[];
  readonly ratios: readonly Ratio[];
  readonly notes: readonly string[];
}

export interface Bench {
  readonly name: string;
  readonly description: string;
  run(options: BenchOptions): Promise<BenchReport>;
}

export function figure(name: string, unit: string, values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { name, unit, median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** Ratios of rounds that ran next to each other, against a target. */
export function ratio(name: string, values: readonly number[], target: number, atMost = false, unit = 'x'): Ratio {
  const found = figure(name, unit, values);
  return { ...found, target, atMost, met: atMost ? found.median <= target : found.median >= target };
}

/** Values that must stay at or below a target in each round, not only in their median. */
export function inEachRound(name: string, values: readonly number[], target: number, unit: string): Ratio {
  const found = figure(name, unit, values);
  return { ...found, target, atMost: true, met: found.max <= target };
}

/** Magic number of tmpfs in statfs: what is on it reaches no disk. */
const TMPFS = 0x01021994;

/** How many small writes a second reach the disk under a folder. Throws on tmpfs, where every figure would flatter. */
export function fsyncsPerSecond(folder: string): number {
  mkdirSync(folder, { recursive: true });
  if (statfsSync(folder).type === TMPFS) throw new Error(`${folder} is in memory (tmpfs); name a folder on a disk with --folder`);
  const file = join(folder, 'fsync-probe');
  const handle = openSync(file, 'w');
  const count = 200;
  const started = performance.now();
  for (let index = 0; index < count; index++) {
    writeSync(handle, 'x'.repeat(512));
    fsyncSync(handle);
  }
  const seconds = (performance.now() - started) / 1000;
  closeSync(handle);
  rmSync(file);
  return count / seconds;
}

export const machine = () => `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;

/** The same numbers in the same order on every machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
