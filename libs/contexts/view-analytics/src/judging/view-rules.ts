import type { ViewClass, ViewFact } from '@stoa/contracts';
import type { DayMemory, Told } from './day-memory.ts';

/** What rules may ask of a day. */
export type DaySoFar = Pick<DayMemory, 'isCounted' | 'factsOf' | 'visitorsOf'>;

/** What rules may look at beside the fact. */
export interface Circumstances {
  /** The fact's UTC day up to now. */
  readonly day: DaySoFar;
  /** What the same render told of the same thing before. */
  readonly told: Told | undefined;
  /** True where a look at the whole day has shown that this reader is none; only restating can take one. */
  readonly suspect: boolean;
}

/**
 * What counts as a view. A published version is never edited: its name stands in the batches that it judged. `judge` is pure: the same facts
 * in the same order are judged alike, live, after a restart and when restated.
 */
export interface ViewRules {
  readonly version: string;
  /** Whose facts they judge: what pages of ours told, or lines of access logs, which know neither token nor visibility. */
  readonly kind: 'pages' | 'logs';
  /** One sentence for readers of a count. */
  readonly summary: string;
  judge(fact: ViewFact, circumstances: Circumstances): ViewClass;
  /** Visitors and networks that a whole day shows to be machines; without it the rules judge each fact by what came before. */
  suspectsOf?(day: DaySoFar, fact: ViewFact): boolean;
}
