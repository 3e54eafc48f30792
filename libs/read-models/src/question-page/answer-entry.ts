import type { PageAnswerEntry } from '@stoa/contracts';
import type { RowReader } from '@stoa/kernel';
import type { Answer, Tally, Views } from './question-page.entities.ts';

/** Ratings and views of a question and its answers, by id. */
export interface Counts {
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly views: ReadonlyMap<string, Views>;
}

export async function countsOf(questionIds: readonly string[], reader: RowReader): Promise<Counts> {
  const tallies = await reader.among<Tally>('tally', 'questionId', questionIds);
  const views = await reader.among<Views>('views', 'questionId', questionIds);
  return {
    tallies: new Map(tallies.map((tally) => [tally.targetId, tally])),
    views: new Map(views.map((row) => [row.targetId, row])),
  };
}

/** An answer as pages and lists show it. */
export const answerEntry = (answer: Answer, rank: number, accepted: boolean, counts: Counts, html: string): PageAnswerEntry => ({
  rank,
  id: answer.id,
  mentor: { id: answer.mentorId, handle: answer.handle },
  byline: {
    displayName: answer.displayName,
    title: answer.title,
    company: answer.company,
    yearsOfExperience: answer.yearsOfExperience,
  },
  publishedAt: answer.publishedAt,
  day: answer.publishedAt.slice(0, 10),
  revisedAt: answer.revisedAt,
  body: { markdown: answer.body, html },
  views: viewsOf(answer.id, counts),
  ratings: ratingsOf(answer.id, counts),
  accepted,
});

export function ratingsOf(targetId: string, { tallies }: Counts): { helpful: number; notHelpful: number } {
  const tally = tallies.get(targetId);
  return { helpful: tally?.helpful ?? 0, notHelpful: tally?.notHelpful ?? 0 };
}

export function viewsOf(targetId: string, { views }: Counts): { total: number; imported: number } {
  const row = views.get(targetId);
  const imported = row?.imported ?? 0;
  return { total: imported + (row?.counted ?? 0), imported };
}
