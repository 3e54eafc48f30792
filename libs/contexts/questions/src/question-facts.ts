import {
  AnswerWithdrawn,
  MemberRegistered,
  answerStream,
  memberStream,
  questionStream,
  type AnswerEvent,
  type MemberEvent,
  type QuestionEvent,
} from '@stoa/contracts';
import { fold, readToDecide, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { questionDecider, type Question } from './question.ts';

/** A member's name today; undefined for nobody we know. */
export async function memberName(store: EventStore, memberId: string): Promise<string | undefined> {
  const events = (await readToDecide(store, memberStream(memberId))) as readonly (RecordedEvent & MemberEvent)[];
  return events.reduce<string | undefined>(
    (name, { type, data }) => (type === MemberRegistered.type || type === 'MemberRenamed.v1' ? data.displayName : name),
    undefined,
  );
}

/** What an answer's own stream says of it. */
export async function answerFact(
  store: EventStore,
  answerId: string,
): Promise<{ questionId: string; withdrawn: boolean } | undefined> {
  const events = (await readToDecide(store, answerStream(answerId))) as readonly (RecordedEvent & AnswerEvent)[];
  const first = events[0];
  if (!first) return undefined;
  const last = events.findLast(({ type }) => type === AnswerWithdrawn.type || type === 'AnswerRestored.v1');
  return { questionId: first.data.questionId, withdrawn: last?.type === AnswerWithdrawn.type };
}

export const questionOf = async (store: EventStore, questionId: string): Promise<Question> =>
  fold<Question, QuestionEvent>(questionDecider, await readToDecide(store, questionStream(questionId)));
