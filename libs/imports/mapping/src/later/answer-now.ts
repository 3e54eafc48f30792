import * as c from '@stoa/contracts';
import type { AnswerEvent, Byline } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { isNews } from '../origin.ts';
import type { Dated } from './question-now.ts';

interface AnswerState {
  readonly mentorId: string;
  readonly memberId: string;
  readonly handle: string;
  readonly byline: Byline;
  readonly body: string;
  readonly withdrawn: boolean;
}

/** What an answer is to become; ids are ours. `handle` is the author's. */
export interface AnswerNow {
  readonly questionId: string;
  readonly answerId: string;
  readonly editorId: string;
  readonly memberId: string;
  readonly handle: string;
  readonly displayName: string;
  readonly body: string;
}

/** What brings an answer to what its source says now, where that is news. `imported` are those of its events that the source wrote. */
export function answerChanges(recorded: readonly RecordedEvent[], imported: readonly RecordedEvent[], now: AnswerNow): Dated[] {
  const [live, told] = [answerAfter(recorded), answerAfter(imported)];
  if (!live || !told) return [];
  const { questionId, answerId, editorId, memberId, handle, displayName, body } = now;
  const key = { questionId, answerId };
  const changes: Dated[] = [];
  if (told.withdrawn && live.withdrawn) changes.push(c.AnswerRestored(key));
  const isOther = isNews(told.memberId, live.memberId, memberId);
  if (isOther || isNews(told.byline.displayName, live.byline.displayName, displayName)) {
    const former = isOther ? { title: '', company: '', yearsOfExperience: null } : live.byline;
    const mentorId = c.mentorIdOf(memberId);
    changes.push(
      c.AnswerReattributed({
        ...key,
        mentorId,
        memberId,
        handle,
        byline: { ...former, displayName },
        formerMentorId: live.mentorId,
      }),
    );
  }
  if (isNews(told.body, live.body, body)) changes.push(c.AnswerRevised({ ...key, editorId, memberId, body }));
  return changes;
}

/** What withdraws an answer that its source has no more. */
export function answerGone(
  recorded: readonly RecordedEvent[],
  imported: readonly RecordedEvent[],
  key: { questionId: string; answerId: string },
): Dated[] {
  const [live, told] = [answerAfter(recorded), answerAfter(imported)];
  return live && told && !live.withdrawn && !told.withdrawn ? [c.AnswerWithdrawn({ ...key, by: 'moderator' })] : [];
}

function answerAfter(recorded: readonly RecordedEvent[]): AnswerState | undefined {
  let state: AnswerState | undefined;
  for (const { type, data } of recorded as readonly (RecordedEvent & AnswerEvent)[]) {
    if (type === c.AnswerPublished.type) {
      const { mentorId, memberId, handle, byline, body } = data;
      state = { mentorId, memberId, handle, byline, body, withdrawn: false };
    } else if (!state) continue;
    else if (type === 'AnswerRevised.v1') state = { ...state, body: data.body };
    else if (type === 'AnswerReattributed.v1') {
      const { mentorId, memberId, handle, byline } = data;
      state = { ...state, mentorId, memberId, handle, byline };
    } else if (type === c.AnswerWithdrawn.type) state = { ...state, withdrawn: true };
    else if (type === 'AnswerRestored.v1') state = { ...state, withdrawn: false };
  }
  return state;
}
