import { statSync } from 'node:fs';
import { pageProblems, type Database } from '@stoa/sqlite';
import type { EventRows } from './event-rows.ts';
import { LogDamaged } from './log-damaged.ts';

export interface QuickCheck {
  /** Number of a row that was damaged when the log was last used. */
  readonly knownRow?: number | undefined;
  /** The last rows, so many: what an unclean stop can have hurt was written last. */
  readonly rows?: number;
  /** Fewer of them where this time is over. */
  readonly withinMs?: number;
  /** Greater files are not given to `quick_check`, which reads all of them and cannot be interrupted. */
  readonly wholeFileBytes?: number;
}

const LIMITS = { rows: 50_000, withinMs: 1000, wholeFileBytes: 64 * 1024 * 1024 };
/** Rows between two looks at the clock. */
const STRETCH = 1000;

/** The first damage found within the limits: among the last rows, and of a small file in its pages. */
export function quickCheck(db: Database, rows: EventRows, options: QuickCheck = {}): LogDamaged | undefined {
  const limits = { ...LIMITS, ...options };
  const last = rows.last();
  const { knownRow } = limits;
  const known = knownRow !== undefined && knownRow <= last ? rows.firstDamage(knownRow - 1, knownRow) : undefined;
  return known ?? damageAtEnd(rows, last, limits) ?? damagedPages(db, rows, last, limits);
}

function damageAtEnd(rows: EventRows, last: number, limits: typeof LIMITS): LogDamaged | undefined {
  const until = performance.now() + limits.withinMs;
  const first = Math.max(0, last - limits.rows);
  for (let end = last; end > first && performance.now() < until; end -= STRETCH) {
    const damage = rows.firstDamage(Math.max(first, end - STRETCH), end);
    if (damage) return damage;
  }
  return undefined;
}

function damagedPages(db: Database, rows: EventRows, last: number, limits: typeof LIMITS): LogDamaged | undefined {
  if (statSync(db.name).size > limits.wholeFileBytes) return undefined;
  const [found] = pageProblems(db, 'quick_check', 1);
  if (found === undefined) return undefined;
  return firstWithin(rows, last, limits.withinMs) ?? new LogDamaged(`SQLite finds in the file: ${found}`);
}

/** The first damaged row, so that an operator learns how far the log is whole. */
function firstWithin(rows: EventRows, last: number, withinMs: number): LogDamaged | undefined {
  const until = performance.now() + withinMs;
  for (let from = 0; from < last && performance.now() < until; from += STRETCH) {
    const damage = rows.firstDamage(from, Math.min(from + STRETCH, last));
    if (damage) return damage;
  }
  return undefined;
}
