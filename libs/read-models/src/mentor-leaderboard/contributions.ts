import type { RowsOf, Touches } from '@stoa/kernel';
import type { Contribution, Standing } from './mentor-leaderboard.entities.ts';
import type { leaderboardTables } from './mentor-leaderboard.tables.ts';
import { boardOf, SITE } from './boards.ts';
import { mentorScore } from './mentor-score.ts';
import { periodsOf } from './periods.ts';

export type BoardRows = RowsOf<typeof leaderboardTables>;
type BoardTouches = Touches<typeof leaderboardTables>;
type Points = Pick<Contribution, 'answers' | 'helpful' | 'notHelpful' | 'accepted'>;
interface AnswerKey {
  questionId: string;
  answerId: string;
}

export const dayOf = (instant: string): string => instant.slice(0, 10);

/** The rows that `credit` reads. */
export const touchesOfCredit = ({ questionId, answerId }: AnswerKey, ...days: string[]): BoardTouches => ({
  question: { keys: [questionId] },
  answer: { keys: [[questionId, answerId]] },
  contribution: { keys: [...new Set(days)].map((day) => [questionId, answerId, day]) },
});

/** The rows that `recount` reads. */
export const touchesOfRecount = ({ questionId }: { questionId: string }): BoardTouches => ({
  question: { keys: [questionId] },
  answer: { groups: [questionId] },
  contribution: { groups: [questionId] },
});

/** Whether this member wrote the answer. */
export const isAuthor = (rows: BoardRows, { questionId, answerId }: AnswerKey, memberId: string | undefined): boolean =>
  memberId !== undefined && rows.answer.get([questionId, answerId])?.memberId === memberId;

export const askerOf = (rows: BoardRows, { questionId }: Pick<AnswerKey, 'questionId'>): string | undefined =>
  rows.question.get(questionId)?.askerId;

/** Adds points to what an answer earned on a day. */
export function credit(rows: BoardRows, { questionId, answerId }: AnswerKey, day: string, points: Partial<Points>): void {
  const before = rows.contribution.get([questionId, answerId, day]) ?? freshContribution(rows, questionId, answerId, day);
  const after = { ...before };
  for (const [name, number] of Object.entries(points) as [keyof Points, number][]) after[name] += number;
  if (after.answers || after.helpful || after.notHelpful || after.accepted) rows.contribution.put(after);
  else rows.contribution.remove([questionId, answerId, day]);
}

/** Changes who asked or answered: an acceptance of what asker and author are one in counts nowhere, so it comes or goes with that. */
export function reattribute(rows: BoardRows, questionId: string, change: () => void): void {
  const creditAcceptance = (accepted: number) => {
    const { acceptedAnswerId: answerId, acceptedAt } = rows.question.get(questionId) ?? {};
    if (!answerId || !acceptedAt || isAuthor(rows, { questionId, answerId }, askerOf(rows, { questionId }))) return;
    credit(rows, { questionId, answerId }, dayOf(acceptedAt), { accepted });
  };
  creditAcceptance(-1);
  change();
  creditAcceptance(1);
}

/** Brings every contribution of a question in step with its topics, with who answered, and with what is withdrawn. */
export function recount(rows: BoardRows, questionId: string): void {
  const question = rows.question.get(questionId);
  if (!question) throw new Error(`Question ${questionId} is not there`);
  const answers = new Map(rows.answer.group(questionId).map((answer) => [answer.id, answer]));
  for (const contribution of rows.contribution.group(questionId)) {
    const answer = answers.get(contribution.answerId);
    rows.contribution.put({
      ...contribution,
      mentorId: answer?.mentorId ?? contribution.mentorId,
      topics: question.topics,
      live: !question.withdrawn && !answer?.withdrawn,
    });
  }
}

/** The sums that a contribution feeds: each of its boards in each period that holds its day. */
export function standingsOf(contribution: Contribution): Standing[] {
  if (!contribution.live) return [];
  const { mentorId, topics, day, answers, helpful, notHelpful, accepted } = contribution;
  const sums = { score: mentorScore(contribution), answers, helpful, notHelpful, accepted };
  const boards = [SITE, ...topics.map(boardOf)];
  return boards.flatMap((board) => periodsOf(day).map((period) => ({ board, period, mentorId, ...sums })));
}

function freshContribution(rows: BoardRows, questionId: string, answerId: string, day: string): Contribution {
  const question = rows.question.get(questionId);
  const answer = rows.answer.get([questionId, answerId]);
  if (!question || !answer) throw new Error(`Answer ${answerId} of question ${questionId} is not there`);
  const live = !question.withdrawn && !answer.withdrawn;
  const none = { answers: 0, helpful: 0, notHelpful: 0, accepted: 0 };
  return { questionId, answerId, day, mentorId: answer.mentorId, topics: question.topics, live, ...none };
}
