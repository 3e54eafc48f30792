import { AnswerPublished, QuestionAsked, AnswerWithdrawn, QuestionWithdrawn } from '@stoa/contracts';

// A second opinion on the boards: it counts from what is live at the end and shares no code with engine or projection.
interface Event {
  type: string;
  data: any;
  occurredAt: string;
}
export interface NaiveStanding {
  board: string;
  period: string;
  mentorId: string;
  score: number;
  answers: number;
  helpful: number;
  notHelpful: number;
  accepted: number;
}

/** Every board's sums: whole site and each topic × all, year, month, week. Sums of zero are left out. */
export function naiveLeaderboard(events: readonly Event[]): NaiveStanding[] {
  const questions = new Map<
    string,
    { askerId: string; topics: string[]; withdrawn: boolean; accepted?: { answerId: string; at: string } | undefined }
  >();
  const answers = new Map<string, { questionId: string; mentorId: string; memberId: string; at: string; withdrawn: boolean }>();
  const ratings = new Map<string, { answerId: string; memberId: string; value: string; at: string }>();
  for (const { type, data, occurredAt: at } of events) {
    const question = questions.get(data.questionId);
    const answer = answers.get(data.answerId);
    if (type === QuestionAsked.type)
      questions.set(data.questionId, { askerId: data.askerId, topics: data.topics, withdrawn: false });
    if (type === 'QuestionReattributed.v1' && question) question.askerId = data.askerId;
    if (type === 'AnswerReattributed.v1' && answer) Object.assign(answer, { mentorId: data.mentorId, memberId: data.memberId });
    if (type === 'QuestionRetagged.v1' && question) question.topics = data.topics;
    if (type === QuestionWithdrawn.type && question) question.withdrawn = true;
    if (type === 'QuestionRestored.v1' && question) question.withdrawn = false;
    if (type === 'AnswerAccepted.v1' && question) question.accepted = { answerId: data.answerId, at };
    if (type === 'AnswerUnaccepted.v1' && question) question.accepted = undefined;
    if (type === AnswerPublished.type)
      answers.set(data.answerId, {
        questionId: data.questionId,
        mentorId: data.mentorId,
        memberId: data.memberId,
        at,
        withdrawn: false,
      });
    if (type === AnswerWithdrawn.type && answer) answer.withdrawn = true;
    if (type === 'AnswerRestored.v1' && answer) answer.withdrawn = false;
    if (type === 'AnswerRated.v1')
      ratings.set(`${data.answerId}/${data.memberId}`, {
        answerId: data.answerId,
        memberId: data.memberId,
        value: data.value,
        at,
      });
    if (type === 'AnswerRatingCleared.v1') ratings.delete(`${data.answerId}/${data.memberId}`);
  }
  const standings = new Map<string, NaiveStanding>();
  const count = (answerId: string, at: string, what: 'answers' | 'helpful' | 'notHelpful' | 'accepted') => {
    const answer = answers.get(answerId);
    const question = answer && questions.get(answer.questionId);
    if (!answer || !question || answer.withdrawn || question.withdrawn) return;
    for (const board of ['site', ...question.topics.map((topic) => `topic:${topic}`)])
      for (const period of ['all', at.slice(0, 4), at.slice(0, 7), weekOf(at)]) {
        const key = `${board} ${period} ${answer.mentorId}`;
        const none = { board, period, mentorId: answer.mentorId, score: 0, answers: 0, helpful: 0, notHelpful: 0, accepted: 0 };
        const standing = standings.get(key) ?? none;
        standing[what] += 1;
        standing.score += { answers: 0, helpful: 10, notHelpful: -2, accepted: 15 }[what];
        standings.set(key, standing);
      }
  };
  for (const [answerId, { at }] of answers) count(answerId, at, 'answers');
  const isBy = (memberId: string, answerId: string) => answers.get(answerId)?.memberId === memberId;
  for (const { answerId, memberId, value, at } of ratings.values())
    if (!isBy(memberId, answerId)) count(answerId, at, value === 'helpful' ? 'helpful' : 'notHelpful');
  for (const { askerId, accepted } of questions.values())
    if (accepted && !isBy(askerId, accepted.answerId)) count(accepted.answerId, accepted.at, 'accepted');
  return [...standings.values()].filter(
    ({ score, answers: a, helpful, notHelpful, accepted }) => score || a || helpful || notHelpful || accepted,
  );
}

/** ISO 8601 week by walking to the week's Thursday and counting Thursdays of its year. */
function weekOf(at: string): string {
  const date = new Date(at.slice(0, 10));
  while (date.getUTCDay() !== 4) date.setUTCDate(date.getUTCDate() + (date.getUTCDay() === 0 || date.getUTCDay() > 4 ? -1 : 1));
  const year = date.getUTCFullYear();
  let week = 0;
  for (const day = new Date(date); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() - 7)) week++;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
