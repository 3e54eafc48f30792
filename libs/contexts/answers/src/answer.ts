import {
  AnswerPublished,
  AnswerRestored,
  AnswerRevised,
  AnswerWithdrawn,
  type AnswerEvent,
  type AnswerQuestion,
  type Byline,
  type RestoreAnswer,
  type ReviseAnswer,
  type WithdrawAnswer,
} from '@stoa/contracts';
import { Refusal, createdId, forbidden, gone, isModerator, notFound, type Decider, type Principal } from '@stoa/kernel';

export type AnswerCommand = AnswerQuestion | ReviseAnswer | WithdrawAnswer | RestoreAnswer;

interface Published {
  questionId: string;
  answerId: string;
  memberId: string;
  body: string;
}
export type Answer = { status: 'none' } | ({ status: 'live' | 'withdrawn' } & Published);

/** What answering looks up: the question, and who the mentor is today. */
export interface AnswerFacts {
  question?: 'none' | 'open' | 'closed' | 'withdrawn';
  mentor?: { mentorId: string; handle: string; byline: Byline } | undefined;
}

const evolve = (answer: Answer, { type, data }: AnswerEvent): Answer => {
  if (type === AnswerPublished.type) {
    const { questionId, answerId, memberId, body } = data;
    return { status: 'live', questionId, answerId, memberId, body };
  }
  if (answer.status === 'none') return answer;
  switch (type) {
    case 'AnswerRevised.v1':
      return { ...answer, body: data.body };
    case 'AnswerWithdrawn.v1':
      return { ...answer, status: 'withdrawn' };
    case 'AnswerRestored.v1':
      return { ...answer, status: 'live' };
  }
};

const decide = (command: AnswerCommand, answer: Answer, facts: AnswerFacts): AnswerEvent[] => {
  const { principal } = command.context;
  if (command.type === 'AnswerQuestion') return answer.status === 'none' ? [publish(command, facts)] : [];
  if (answer.status === 'none') throw notFound('answer');
  ownerOrModerator(principal, answer);
  const { questionId, answerId, memberId } = answer;
  switch (command.type) {
    case 'ReviseAnswer':
      if (answer.status === 'withdrawn') throw gone('answer');
      return command.data.body === answer.body
        ? []
        : [AnswerRevised({ questionId, answerId, editorId: principal.memberId, memberId, body: command.data.body })];
    case 'WithdrawAnswer':
      return answer.status === 'withdrawn' ? [] : [AnswerWithdrawn({ questionId, answerId })];
    case 'RestoreAnswer':
      return answer.status === 'live' ? [] : [AnswerRestored({ questionId, answerId })];
  }
};

function publish({ data, context }: AnswerQuestion, { question = 'none', mentor }: AnswerFacts): AnswerEvent {
  if (question === 'none') throw notFound('question');
  if (question === 'withdrawn') throw gone('question');
  if (!mentor) throw forbidden('Only a mentor can answer; register as one first.');
  if (question === 'closed') throw new Refusal('question-closed', 'This question is closed and takes no more answers.');
  return AnswerPublished({ ...data, ...mentor, answerId: createdId(context), memberId: context.principal.memberId });
}

function ownerOrModerator(principal: Principal, { memberId }: Published): void {
  if (principal.memberId !== memberId && !isModerator(principal)) throw forbidden('Only its author or a moderator can do this.');
}

export const answerDecider: Decider<Answer, AnswerCommand, AnswerEvent, AnswerFacts> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
