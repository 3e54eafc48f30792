import type { RankingFormula } from '@stoa/contracts';
import { bestV1 } from './best.v1.ts';
import { bestV2 } from './best.v2.ts';
import { rankBy, type Criterion, type Rankable } from './rankable.ts';

const formulas: Readonly<Record<RankingFormula, readonly Criterion[]>> = { 'best.v1': bestV1, 'best.v2': bestV2 };

/** Answers in the order of a formula: total, and without a clock. */
export const rankAnswers = <A extends Rankable>(formula: RankingFormula, answers: readonly A[]): A[] =>
  rankBy(answers, formulas[formula]);
