import * as c from '@stoa/contracts';
import type { DomainEvent, RecordedEvent } from '@stoa/kernel';
import { isNews } from '../origin.ts';
import { questionAfter, type QuestionState } from './question-state.ts';

/** What a question is to become; ids are ours, topics are keys. */
export interface QuestionNow extends Omit<QuestionState, 'withdrawn'> {
  readonly questionId: string;
  readonly editorId: string;
}

/** An event, and when it happened where that is not when the rest did. */
export type Dated = DomainEvent & { readonly at?: string };

/** What brings a question to what its source says now, where that is news. `imported` are those of its events that the source wrote. */
export function questionChanges(
  recorded: readonly RecordedEvent[],
  imported: readonly RecordedEvent[],
  now: QuestionNow,
): Dated[] {
  const [live, told] = [questionAfter(recorded), questionAfter(imported)];
  if (!live || !told) return [];
  const { questionId, editorId } = now;
  const news = (field: 'askerId' | 'askerDisplayName' | 'title' | 'body' | 'closed') =>
    isNews(told[field], live[field], now[field]);
  const changes: Dated[] = [];
  if (told.withdrawn && live.withdrawn) changes.push(c.QuestionRestored({ questionId }));
  const { askerId, askerDisplayName } = now;
  if (news('askerId') || news('askerDisplayName'))
    changes.push(c.QuestionReattributed({ questionId, askerId, askerDisplayName, formerAskerId: live.askerId }));
  if (news('title') || news('body')) {
    const title = news('title') ? now.title : live.title;
    const body = news('body') ? now.body : live.body;
    changes.push(c.QuestionEdited({ questionId, editorId, askerId, title, body }));
  }
  if (isNews(told.topics.join(), live.topics.join(), now.topics.join()))
    changes.push(c.QuestionRetagged({ questionId, topics: [...now.topics], former: [...live.topics] }));
  if (news('closed'))
    changes.push(now.closed === null ? c.QuestionReopened({ questionId }) : c.QuestionClosed({ questionId, reason: now.closed }));
  return [...changes, ...acceptance(told, live, now)];
}

/** An acceptance moves: the former one ends where it stood, so that boards take back what it gave. */
function acceptance(told: QuestionState, live: QuestionState, { questionId, accepted }: QuestionNow): Dated[] {
  if (!isNews(told.accepted?.answerId, live.accepted?.answerId, accepted?.answerId)) return [];
  const changes: Dated[] = [];
  if (live.accepted)
    changes.push(c.AnswerUnaccepted({ questionId, answerId: live.accepted.answerId, acceptedAt: live.accepted.at }));
  if (accepted) changes.push({ ...c.AnswerAccepted({ questionId, answerId: accepted.answerId }), at: accepted.at });
  return changes;
}

/** What withdraws a question that its source has no more. */
export function questionGone(
  recorded: readonly RecordedEvent[],
  imported: readonly RecordedEvent[],
  questionId: string,
): Dated[] {
  const [live, told] = [questionAfter(recorded), questionAfter(imported)];
  return live && told && !live.withdrawn && !told.withdrawn ? [c.QuestionWithdrawn({ questionId, by: 'moderator' })] : [];
}
