import type { ClassifiedFact } from '@stoa/contracts';

/** What readers were told was taken. */
export interface Acknowledged {
  /** What was looked at, by what makes a fact the same. */
  readonly facts: Map<string, string>;
  optedOut: number;
  /** Requests that were sent more than once. */
  again: number;
}

interface PageFact {
  readonly render: string;
  readonly question: string;
  readonly answer: string | null;
  readonly kind: string;
}

/** What makes a fact the same when it is told again. */
export const keyOfFact = ({ render, question, answer, kind }: PageFact): string =>
  `${Buffer.from(render, 'base64url').subarray(0, 8).toString('hex')} ${answer ?? question} ${kind}`;

export const keyOfSealed = ({ render, target, kind }: ClassifiedFact): string =>
  `${render} ${target?.answerId ?? target?.questionId} ${kind}`;
