import {
  AnswerPublished,
  AnswerReattributed,
  AnswerRestored,
  AnswerRevised,
  AnswerWithdrawalUpheld,
  AnswerWithdrawn,
  withdrawerOf,
  type AnswerEvent,
  type AnswerQuestion,
  type Byline,
  type RestoreAnswer,
  type ReviseAnswer,
  type WithdrawAnswer,
  type Withdrawer,
} from '@stoa/contracts';
import { Refusal, createdId, forbidden, gone, isModerator, notFound, type Decider, type Principal } from '@stoa/kernel';

export type AnswerCommand = AnswerQuestion | ReviseAnswer | WithdrawAnswer | RestoreAnswer;

interface Published {
  questionId: string;
  answerId: string;
  memberId: string;
  body: string;
  withdrawnBy: Withdrawer | null;
}
export type Answer = { status: 'none' } | ({ status: 'live' | 'withdrawn' } & Published);

/** What answering looks up: the question, and who the mentor is today. */
export interface AnswerFacts {
  question?: 'none' | 'open' | 'closed' | 'withdrawn';
  mentor?: { mentorId: string; handle: string; byline: Byline } | undefined;
}

const evolve = (answer: Answer, { type, data }: AnswerEvent, _at: string, principal?: string): Answer => {
  if (type === AnswerPublished.type) {
    const { questionId, answerId, memberId, body } = data;
    return { status: 'live', questionId, answerId, memberId, body, withdrawnBy: null };
  }
  if (answer.status === 'none') return answer;
  switch (type) {
    case 'AnswerRevised.v1':
      return { ...answer, body: data.body };
    case AnswerReattributed.type:
      return { ...answer, memberId: data.memberId };
    case AnswerWithdrawn.type:
      return { ...answer, status: 'withdrawn', withdrawnBy: data.by ?? withdrawerOf(principal, answer.memberId) };
    case 'AnswerWithdrawalUpheld.v1':
      return { ...answer, withdrawnBy: 'moderator' };
    case 'AnswerRestored.v1':
      return { ...answer, status: 'live', withdrawnBy: null };
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
      return withdraw(withdrawerOf(principal.memberId, memberId), answer);
    case 'RestoreAnswer':
      if (answer.withdrawnBy === 'moderator' && !isModerator(principal))
        throw forbidden('A moderator withdrew this answer; only a moderator can restore it.');
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

function withdraw(by: Withdrawer, { questionId, answerId, withdrawnBy }: Published): AnswerEvent[] {
  if (withdrawnBy === null) return [AnswerWithdrawn({ questionId, answerId, by })];
  return by === 'moderator' && withdrawnBy === 'author' ? [AnswerWithdrawalUpheld({ questionId, answerId })] : [];
}

function ownerOrModerator(principal: Principal, { memberId }: Published): void {
  if (principal.memberId !== memberId && !isModerator(principal)) throw forbidden('Only its author or a moderator can do this.');
}

export const answerDecider: Decider<Answer, AnswerCommand, AnswerEvent, AnswerFacts> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
