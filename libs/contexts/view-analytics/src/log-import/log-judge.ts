import type { ClassifiedFact, ViewFact } from '@stoa/contracts';
import { judge } from '../judging/judge.ts';
import { LogMemory } from '../judging/log-memory.ts';
import { rulesLogV1 } from '../judging/rules-log-v1.ts';
import { withinLimits } from '../sealing/within-limits.ts';

/** Judges lines of access logs in the order in which they are read. */
export class LogJudge {
  private readonly memory = new LogMemory();

  judged(fact: ViewFact): ClassifiedFact {
    return judge(rulesLogV1, withinLimits(fact, this.memory.day(fact.at)), this.memory)!;
  }
}
