import {
  AnswerAccepted,
  AnswerUnaccepted,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
  QuestionReopened,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawn,
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
} from '@stoa/contracts';
import { createdId, forbidden, gone, isModerator, notFound, type Decider, type Principal } from '@stoa/kernel';

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
}
export type Question = { status: 'none' } | ({ status: 'live' | 'withdrawn' } & Asked);

/** What asking and accepting look up elsewhere. */
export interface QuestionFacts {
  slug?: string;
  askerName?: string;
  topics?: string[];
  /** The answer that is to be accepted, as its own stream tells it. */
  answer?: { questionId: string; withdrawn: boolean } | undefined;
}

const evolve = (question: Question, { type, data }: QuestionEvent, occurredAt: string): Question => {
  if (type === 'QuestionAsked.v1') {
    const { questionId, askerId, title, body, topics } = data;
    return { status: 'live', questionId, askerId, title, body, topics, closedBecause: null, accepted: null };
  }
  if (question.status === 'none') return question;
  switch (type) {
    case 'QuestionEdited.v1':
      return { ...question, title: data.title, body: data.body };
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
    case 'QuestionWithdrawn.v1':
      return { ...question, status: 'withdrawn' };
    case 'QuestionRestored.v1':
      return { ...question, status: 'live' };
  }
};

const decide = (command: QuestionCommand, question: Question, facts: QuestionFacts): QuestionEvent[] => {
  const { principal } = command.context;
  if (command.type === 'AskQuestion') return question.status === 'none' ? [ask(command, facts)] : [];
  if (question.status === 'none') throw notFound('question');
  const { questionId } = question;
  if (command.type === 'RestoreQuestion') {
    ownerOrModerator(principal, question);
    return question.status === 'live' ? [] : [QuestionRestored({ questionId })];
  }
  if (question.status === 'withdrawn') {
    if (command.type === 'WithdrawQuestion') return [];
    throw gone('question');
  }
  switch (command.type) {
    case 'EditQuestion':
      ownerOrModerator(principal, question);
      return edit(command, question);
    case 'RetagQuestion':
      ownerOrModerator(principal, question);
      return same(facts.topics ?? [], question.topics)
        ? []
        : [QuestionRetagged({ questionId, topics: facts.topics ?? [], former: question.topics })];
    case 'CloseQuestion':
      moderator(principal);
      return question.closedBecause === null ? [QuestionClosed({ questionId, reason: command.data.reason })] : [];
    case 'ReopenQuestion':
      moderator(principal);
      return question.closedBecause === null ? [] : [QuestionReopened({ questionId })];
    case 'AcceptAnswer':
      asker(principal, question);
      return accept(command.data.answerId, question, facts);
    case 'UnacceptAnswer':
      asker(principal, question);
      return unaccept(question);
    case 'WithdrawQuestion':
      ownerOrModerator(principal, question);
      return [QuestionWithdrawn({ questionId })];
  }
};

function ask(
  { data: { title, body }, context }: AskQuestion,
  { slug = '', askerName, topics = [] }: QuestionFacts,
): QuestionEvent {
  if (askerName === undefined) throw forbidden('Only a registered member can ask.');
  return QuestionAsked({
    questionId: createdId(context),
    slug,
    askerId: context.principal.memberId,
    askerName,
    title,
    body,
    topics,
  });
}

function edit({ data, context }: EditQuestion, question: Asked): QuestionEvent[] {
  const { title = question.title, body = question.body } = data;
  if (title === question.title && body === question.body) return [];
  return [QuestionEdited({ questionId: question.questionId, editorId: context.principal.memberId, title, body })];
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

function ownerOrModerator(principal: Principal, { askerId }: Asked): void {
  if (principal.memberId !== askerId && !isModerator(principal)) throw forbidden('Only the asker or a moderator can do this.');
}
function moderator(principal: Principal): void {
  if (!isModerator(principal)) throw forbidden('Only a moderator can do this.');
}
function asker(principal: Principal, { askerId }: Asked): void {
  if (principal.memberId !== askerId) throw forbidden('Only the asker can accept an answer.');
}
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((key, index) => key === b[index]);

export const questionDecider: Decider<Question, QuestionCommand, QuestionEvent, QuestionFacts> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
