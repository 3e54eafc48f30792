import type { ClassifiedFact } from '@stoa/contracts';
import { DayMemory } from './day-memory.ts';
import type { FactMemory } from './judge.ts';
import { DAY_MS } from './memory/pace.ts';

/**
 * What is remembered of lines of access logs: of every day, since lines of several logs come in any order. No line tells anything of another
 * one, so renders are not remembered.
 */
export class LogMemory implements FactMemory {
  private readonly days = new Map<number, DayMemory>();

  day(at: number): DayMemory {
    const number = Math.floor(at / DAY_MS);
    let day = this.days.get(number);
    if (!day) this.days.set(number, (day = new DayMemory()));
    return day;
  }

  told(): undefined {
    return undefined;
  }

  remember(fact: ClassifiedFact): void {
    this.day(fact.at).rememberWithoutRender(fact);
  }

  forget(at: number): void {
    this.days.delete(Math.floor(at / DAY_MS));
  }
}
