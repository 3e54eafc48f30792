import {
  AnswerPublished,
  MemberRegistered,
  MemberRenamed,
  MemberRolesChanged,
  QuestionAsked,
  AnswerWithdrawn,
} from '@stoa/contracts';

// A second opinion on the list of questions and on access; it shares no code with engine or projections.
interface Event {
  type: string;
  data: any;
}

/** For each question: its answers that are not withdrawn, and whether an accepted one is among them. */
export function naiveQuestionList(
  events: readonly Event[],
): Record<string, { answers: number; accepted: boolean; status: string }> {
  const live = new Map<string, Set<string>>();
  const accepted = new Map<string, string>();
  const closed = new Set<string>();
  for (const { type, data } of events) {
    if (type === QuestionAsked.type) live.set(data.questionId, new Set());
    if (type === AnswerPublished.type || type === 'AnswerRestored.v1') live.get(data.questionId)!.add(data.answerId);
    if (type === AnswerWithdrawn.type) live.get(data.questionId)!.delete(data.answerId);
    if (type === 'AnswerAccepted.v1') accepted.set(data.questionId, data.answerId);
    if (type === 'AnswerUnaccepted.v1') accepted.delete(data.questionId);
    if (type === 'QuestionClosed.v1') closed.add(data.questionId);
    if (type === 'QuestionReopened.v1') closed.delete(data.questionId);
  }
  return Object.fromEntries(
    [...live].map(([id, answers]) => [
      id,
      { answers: answers.size, accepted: answers.has(accepted.get(id) ?? ''), status: closed.has(id) ? 'closed' : 'open' },
    ]),
  );
}

/** Tokens that still open something, the roles of every member, and why some are suspended. */
export function naiveAccess(events: readonly Event[]): {
  tokens: string[];
  roles: Record<string, string[]>;
  suspended: Record<string, [string, string | null]>;
  names: Record<string, string>;
} {
  const tokens = new Set<string>();
  const suspended: Record<string, [string, string | null]> = {};
  const roles: Record<string, string[]> = {};
  const names: Record<string, string> = {};
  for (const { type, data } of events) {
    if (type === 'TokenIssued.v1') tokens.add(data.tokenId);
    if (type === 'TokenRevoked.v1') tokens.delete(data.tokenId);
    if (type === 'MemberSuspended.v1') suspended[data.memberId] = [data.reason, data.until];
    if (type === 'MemberReinstated.v1') delete suspended[data.memberId];
    if (type === MemberRegistered.type || type === MemberRenamed.type) names[data.memberId] = data.displayName;
    if (type === MemberRegistered.type || type === MemberRolesChanged.type) roles[data.memberId] = data.roles;
  }
  return { tokens: [...tokens].sort(), roles, suspended, names };
}

/** For each topic that somebody used: its questions and answers that are not withdrawn. */
export function naiveTopicCounts(events: readonly Event[]): Record<string, { questions: number; answers: number }> {
  const topics = new Map<string, string[]>();
  const [withdrawn, answers] = [new Set<string>(), new Map<string, Set<string>>()];
  const counts: Record<string, { questions: number; answers: number }> = {};
  for (const { type, data } of events) {
    if (type.startsWith('QuestionAsked.')) answers.set(data.questionId, new Set());
    if (type.startsWith('QuestionAsked.') || type.startsWith('QuestionRetagged.')) topics.set(data.questionId, data.topics);
    if (type.startsWith('QuestionWithdrawn.')) withdrawn.add(data.questionId);
    if (type.startsWith('QuestionRestored.')) withdrawn.delete(data.questionId);
    if (type.startsWith('AnswerPublished.') || type.startsWith('AnswerRestored.'))
      answers.get(data.questionId)!.add(data.answerId);
    if (type.startsWith('AnswerWithdrawn.')) answers.get(data.questionId)!.delete(data.answerId);
  }
  for (const [id, keys] of topics)
    for (const topic of withdrawn.has(id) ? [] : keys) {
      const before = counts[topic] ?? { questions: 0, answers: 0 };
      counts[topic] = { questions: before.questions + 1, answers: before.answers + answers.get(id)!.size };
    }
  return counts;
}
