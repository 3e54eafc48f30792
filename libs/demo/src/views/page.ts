import type { ViewTarget } from '@stoa/contracts';

export interface AnswerOnPage {
  readonly answerId: string;
  readonly mentorId: string;
  readonly memberId: string;
  readonly company: string;
  /** Milliseconds, as all times here. */
  readonly at: number;
}

/** A question with its answers, and since when they can be looked at. */
export interface Page {
  readonly questionId: string;
  readonly slug: string;
  readonly askerId: string;
  readonly topics: readonly string[];
  readonly at: number;
  /** When it was withdrawn; Infinity for never. */
  readonly until: number;
  readonly answers: readonly AnswerOnPage[];
}

export const targetOf = ({ questionId, slug, topics }: Page, answer?: AnswerOnPage): ViewTarget => ({
  questionId,
  slug,
  answerId: answer?.answerId ?? null,
  mentorId: answer?.mentorId ?? null,
  company: answer?.company ?? null,
  topics,
});

/** The page as somebody finds it at a time; undefined where there is none then. */
export const pageAt = (page: Page, time: number): Page | undefined =>
  page.at < time && time < page.until ? { ...page, answers: page.answers.filter(({ at }) => at < time) } : undefined;
