import type { ClassifiedFact, ViewFact } from '@stoa/contracts';
import { DayMemory, type Told } from './day-memory.ts';
import type { FactMemory } from './judge.ts';
import { DAY_MS } from './memory/pace.ts';

/** Days before the newest one that are remembered: a page of late yesterday still tells today. */
const DAYS_KEPT = 2;

/** What a shard remembers of its last days. */
export class ShardMemory implements FactMemory {
  private readonly days = new Map<number, DayMemory>();
  private newest = 0;

  get bytes(): number {
    return [...this.days.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Of `bytes`, what grows with what there is to see, however many see it. */
  get targetBytes(): number {
    return [...this.days.values()].reduce((sum, { targetBytes }) => sum + targetBytes, 0);
  }

  /** The memory of the UTC day of `at`. */
  day(at: number): DayMemory {
    const number = Math.floor(at / DAY_MS);
    const known = this.days.get(number);
    if (known) return known;
    const fresh = new DayMemory();
    this.days.set(number, fresh);
    this.newest = Math.max(this.newest, number);
    for (const old of this.days.keys()) if (old < this.newest - DAYS_KEPT) this.days.delete(old);
    return fresh;
  }

  /** What was told on this day and on the day before it: a render token lives for a day. */
  told(fact: Pick<ViewFact, 'render' | 'target' | 'at'>): Told | undefined {
    const today = this.day(fact.at).told(fact);
    const before = this.days.get(Math.floor(fact.at / DAY_MS) - 1)?.told(fact);
    if (!today || !before) return today ?? before;
    return {
      seen: today.seen || before.seen,
      glimpse: today.glimpse || before.glimpse,
      time: today.time || before.time,
      class: today.class ?? before.class,
      readMs: Math.max(today.readMs, before.readMs),
    };
  }

  remember(fact: ClassifiedFact): void {
    this.day(fact.at).remember(fact);
  }
}
