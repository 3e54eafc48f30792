import type { ClassifiedFact, ViewFact } from '@stoa/contracts';
import { DayMemory } from '../judging/day-memory.ts';
import { judge, type FactMemory } from '../judging/judge.ts';
import { DAY_MS } from '../judging/memory/pace.ts';
import type { ViewRules } from '../judging/view-rules.ts';
import type { CurrentFacts } from './current-facts.ts';
import { isIn } from './days.ts';
import type { BatchPlace } from './sealed-batches.ts';

/** A fact of a batch as it was judged and as it now is. */
export interface Rejudged {
  readonly former: ClassifiedFact;
  readonly now: ClassifiedFact;
}

/** The facts of some batches, day by day. */
export class DayJudge {
  constructor(
    private readonly rules: ViewRules,
    private readonly memory: FactMemory,
    private readonly facts: CurrentFacts,
    private readonly places: readonly BatchPlace[],
  ) {}

  /** Remembers a day as it was judged. */
  async feed(day: number): Promise<void> {
    for (const place of this.of(day))
      for (const fact of await this.facts.of(place)) if (isIn(fact.at, day)) this.memory.remember(fact);
  }

  /** Judges a day anew, batch by batch; the days before it must have been fed or judged. */
  async *judged(day: number): AsyncIterable<{ place: BatchPlace; facts: readonly Rejudged[] }> {
    const isSuspect = await this.suspects(day);
    for (const place of this.of(day)) {
      const facts: Rejudged[] = [];
      for (const former of await this.facts.of(place))
        if (isIn(former.at, day)) facts.push({ former, now: this.again(former, isSuspect) });
      if (facts.length > 0) yield { place, facts };
    }
  }

  private again(former: ClassifiedFact, isSuspect: (fact: ViewFact) => boolean): ClassifiedFact {
    const now = judge(this.rules, former, this.memory, isSuspect);
    if (now) return now;
    // It was told before, and was sealed all the same: whoever sealed it did not remember. It stays what it was.
    this.memory.remember(former);
    return former;
  }

  private async suspects(day: number): Promise<(fact: ViewFact) => boolean> {
    const { rules } = this;
    if (!rules.suspectsOf) return () => false;
    const whole = new DayMemory();
    const alone = new DayMemory();
    for (const place of this.of(day))
      for (const fact of await this.facts.of(place)) {
        if (!isIn(fact.at, day)) continue;
        const of = rules.judge(fact, { day: alone, told: undefined, suspect: false });
        whole.rememberVisit({ ...fact, class: of });
      }
    return (fact) => rules.suspectsOf!(whole, fact);
  }

  private of(day: number): BatchPlace[] {
    return this.places.filter(({ firstAt, lastAt }) => firstAt < day + DAY_MS && lastAt >= day);
  }
}
