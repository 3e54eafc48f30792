import {
  answerStream,
  mentorIdOf,
  mentorStream,
  questionStream,
  MentorRegistered,
  MentorProfileChanged,
  QuestionWithdrawn,
  type AnswerEvent,
  type MentorEvent,
  type QuestionEvent,
} from '@stoa/contracts';
import { fold, readToDecide, type EventStore, type RecordedEvent } from '@stoa/kernel';
import type { RatedAnswer } from './answer-rating.ts';
import { answerDecider, type Answer, type AnswerFacts } from './answer.ts';

/** Whether a question takes answers, from its own stream; looked up at the time of the decision and not fenced. */
export const questionFact = async (store: EventStore, questionId: string): Promise<QuestionStatus> =>
  questionStatus(await readToDecide(store, questionStream(questionId)));

type QuestionStatus = NonNullable<AnswerFacts['question']>;

export function questionStatus(recorded: readonly RecordedEvent[]): QuestionStatus {
  const events = recorded as readonly (RecordedEvent & QuestionEvent)[];
  if (events.length === 0) return 'none';
  const last = (...types: string[]) => events.findLast(({ type }) => types.includes(type))?.type;
  if (last(QuestionWithdrawn.type, 'QuestionRestored.v1') === QuestionWithdrawn.type) return 'withdrawn';
  return last('QuestionClosed.v1', 'QuestionReopened.v1') === 'QuestionClosed.v1' ? 'closed' : 'open';
}

/** The member's mentor with name, title and company of today; undefined for a member who is none. */
export async function mentorFact(store: EventStore, memberId: string): Promise<AnswerFacts['mentor']> {
  const mentorId = mentorIdOf(memberId);
  const events = (await readToDecide(store, mentorStream(mentorId))) as readonly (RecordedEvent & MentorEvent)[];
  let mentor: AnswerFacts['mentor'];
  for (const { type, data } of events) {
    if (type !== MentorRegistered.type && type !== MentorProfileChanged.type) continue;
    const handle = type === MentorRegistered.type ? data.handle : (mentor?.handle ?? '');
    const { displayName, title, company, yearsOfExperience } = data;
    mentor = { mentorId, handle, byline: { displayName, title, company, yearsOfExperience } };
  }
  return mentor;
}

export const answerOf = async (store: EventStore, answerId: string): Promise<Answer> =>
  fold<Answer, AnswerEvent>(answerDecider, await readToDecide(store, answerStream(answerId)));

/** An answer with what became of its question: it cannot be seen or rated under one that was withdrawn. */
export async function ratedAnswer(store: EventStore, answerId: string): Promise<RatedAnswer> {
  const answer = await answerOf(store, answerId);
  return { answer, question: answer.status === 'none' ? 'none' : await questionFact(store, answer.questionId) };
}
