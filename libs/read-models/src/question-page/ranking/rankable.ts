import { wilsonLowerBound } from './wilson-lower-bound.ts';

/** What a formula looks at: rows of the page, and no clock. */
export interface Rankable {
  readonly id: string;
  readonly accepted: boolean;
  readonly helpful: number;
  readonly notHelpful: number;
  /** Counted and imported views together. */
  readonly views: number;
  readonly publishedAt: string;
}

/** An answer with its Wilson bound, computed once. */
export interface Ranked {
  readonly answer: Rankable;
  readonly bound: number;
}

/** Negative where `a` stands before `b`, 0 where the criterion cannot tell. */
export type Criterion = (a: Ranked, b: Ranked) => number;

export const acceptedFirst: Criterion = (a, b) => Number(b.answer.accepted) - Number(a.answer.accepted);
/** By Wilson's lower bound of the share of helpful ratings. */
export const surestFirst: Criterion = (a, b) => b.bound - a.bound;
export const fewestNotHelpfulFirst: Criterion = (a, b) => a.answer.notHelpful - b.answer.notHelpful;
export const mostViewedFirst: Criterion = (a, b) => b.answer.views - a.answer.views;
export const earliestFirst: Criterion = (a, b) => byText(a.answer.publishedAt, b.answer.publishedAt);
/** Makes an order total. */
export const byId: Criterion = (a, b) => byText(a.answer.id, b.answer.id);

/** Answers in the order of the first criterion that tells two of them apart; the same set gives the same order, however it comes. */
export function rankBy<A extends Rankable>(answers: readonly A[], criteria: readonly Criterion[]): A[] {
  const compare = (a: Ranked, b: Ranked) => {
    for (const criterion of criteria) {
      const order = criterion(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
  return answers
    .map((answer) => ({ answer, bound: wilsonLowerBound(answer.helpful, answer.helpful + answer.notHelpful) }))
    .sort(compare)
    .map(({ answer }) => answer);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
