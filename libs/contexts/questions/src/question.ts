import {
  AnswerAccepted,
  AnswerUnaccepted,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
  QuestionReattributed,
  QuestionReopened,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawalUpheld,
  QuestionWithdrawn,
  withdrawerOf,
  type AcceptAnswer,
  type AskQuestion,
  type CloseQuestion,
  type EditQuestion,
  type QuestionEvent,
  type ReopenQuestion,
  type RestoreQuestion,
  type RetagQuestion,
  type UnacceptAnswer,
  type WithdrawQuestion,
  type Withdrawer,
} from '@stoa/contracts';
import { createdId, forbidden, gone, isModerator, notFound, type Decider } from '@stoa/kernel';

export type QuestionCommand =
  | AskQuestion
  | EditQuestion
  | RetagQuestion
  | CloseQuestion
  | ReopenQuestion
  | AcceptAnswer
  | UnacceptAnswer
  | WithdrawQuestion
  | RestoreQuestion;

interface Asked {
  questionId: string;
  askerId: string;
  title: string;
  body: string;
  topics: string[];
  closedBecause: string | null;
  accepted: { answerId: string; at: string } | null;
  withdrawnBy: Withdrawer | null;
}
export type Question = { status: 'none' } | ({ status: 'live' | 'withdrawn' } & Asked);

/** What asking, retagging and accepting look up elsewhere. */
export interface QuestionFacts {
  slug?: string;
  /** Absent for a caller who is no member. */
  askerDisplayName?: string;
  /** Keys of the topics that the command names. */
  topics?: string[];
  /** The answer that is to be accepted, as its own stream tells it. */
  answer?: { questionId: string; withdrawn: boolean } | undefined;
}

const evolve = (question: Question, { type, data }: QuestionEvent, occurredAt: string, principal?: string): Question => {
  if (type === QuestionAsked.type) {
    const { questionId, askerId, title, body, topics } = data;
    return { status: 'live', questionId, askerId, title, body, topics, closedBecause: null, accepted: null, withdrawnBy: null };
  }
  if (question.status === 'none') return question;
  switch (type) {
    case 'QuestionEdited.v1':
      return { ...question, title: data.title, body: data.body };
    case QuestionReattributed.type:
      return { ...question, askerId: data.askerId };
    case 'QuestionRetagged.v1':
      return { ...question, topics: data.topics };
    case 'QuestionClosed.v1':
      return { ...question, closedBecause: data.reason };
    case 'QuestionReopened.v1':
      return { ...question, closedBecause: null };
    case 'AnswerAccepted.v1':
      return { ...question, accepted: { answerId: data.answerId, at: occurredAt } };
    case 'AnswerUnaccepted.v1':
      return { ...question, accepted: null };
    case QuestionWithdrawn.type:
      return { ...question, status: 'withdrawn', withdrawnBy: data.by ?? withdrawerOf(principal, question.askerId) };
    case 'QuestionWithdrawalUpheld.v1':
      return { ...question, withdrawnBy: 'moderator' };
    case 'QuestionRestored.v1':
      return { ...question, status: 'live', withdrawnBy: null };
  }
};

const decide = (command: QuestionCommand, question: Question, facts: QuestionFacts): QuestionEvent[] => {
  if (command.type === 'AskQuestion') return question.status === 'none' ? [ask(command, facts)] : [];
  if (question.status === 'none') throw notFound('question');
  authorise(command, question);
  const { questionId } = question;
  if (command.type === 'RestoreQuestion') return question.status === 'live' ? [] : [QuestionRestored({ questionId })];
  if (command.type === 'WithdrawQuestion') return withdraw(command, question);
  if (question.status === 'withdrawn') throw gone('question');
  switch (command.type) {
    case 'EditQuestion':
      return edit(command, question);
    case 'RetagQuestion':
      return retag(question, facts);
    case 'CloseQuestion':
      return question.closedBecause === null ? [QuestionClosed({ questionId, reason: command.data.reason })] : [];
    case 'ReopenQuestion':
      return question.closedBecause === null ? [] : [QuestionReopened({ questionId })];
    case 'AcceptAnswer':
      return accept(command.data.answerId, question, facts);
    case 'UnacceptAnswer':
      return unaccept(question);
  }
};

function authorise({ type, context: { principal } }: QuestionCommand, { askerId, withdrawnBy }: Asked): void {
  const isAsker = principal.memberId === askerId;
  if (type === 'AcceptAnswer' || type === 'UnacceptAnswer') {
    if (!isAsker) throw forbidden('Only the asker can accept an answer or take that back.');
  } else if (type === 'CloseQuestion' || type === 'ReopenQuestion') {
    if (!isModerator(principal)) throw forbidden('Only a moderator can do this.');
  } else if (!isAsker && !isModerator(principal)) throw forbidden('Only the asker or a moderator can do this.');
  else if (type === 'RestoreQuestion' && withdrawnBy === 'moderator' && !isModerator(principal))
    throw forbidden('A moderator withdrew this question; only a moderator can restore it.');
}

function ask(
  { data: { title, body }, context }: AskQuestion,
  { slug = '', askerDisplayName, topics = [] }: QuestionFacts,
): QuestionEvent {
  if (askerDisplayName === undefined) throw forbidden('Only a registered member can ask.');
  return QuestionAsked({
    questionId: createdId(context),
    slug,
    askerId: context.principal.memberId,
    askerDisplayName,
    title,
    body,
    topics,
  });
}

function withdraw({ context }: WithdrawQuestion, { questionId, askerId, withdrawnBy }: Asked): QuestionEvent[] {
  const by = withdrawerOf(context.principal.memberId, askerId);
  if (withdrawnBy === null) return [QuestionWithdrawn({ questionId, by })];
  return by === 'moderator' && withdrawnBy === 'author' ? [QuestionWithdrawalUpheld({ questionId })] : [];
}

function edit({ data, context }: EditQuestion, question: Asked): QuestionEvent[] {
  const { title = question.title, body = question.body } = data;
  if (title === question.title && body === question.body) return [];
  const { questionId, askerId } = question;
  return [QuestionEdited({ questionId, editorId: context.principal.memberId, askerId, title, body })];
}

function retag({ questionId, topics: former }: Asked, { topics = [] }: QuestionFacts): QuestionEvent[] {
  const unchanged = topics.length === former.length && topics.every((key, index) => key === former[index]);
  return unchanged ? [] : [QuestionRetagged({ questionId, topics, former })];
}

function accept(answerId: string, question: Asked, { answer }: QuestionFacts): QuestionEvent[] {
  if (answer?.questionId !== question.questionId) throw notFound('answer to this question');
  if (answer.withdrawn) throw gone('answer');
  if (question.accepted?.answerId === answerId) return [];
  return [...unaccept(question), AnswerAccepted({ questionId: question.questionId, answerId })];
}

function unaccept({ questionId, accepted }: Asked): QuestionEvent[] {
  return accepted ? [AnswerUnaccepted({ questionId, answerId: accepted.answerId, acceptedAt: accepted.at })] : [];
}

export const questionDecider: Decider<Question, QuestionCommand, QuestionEvent, QuestionFacts> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
