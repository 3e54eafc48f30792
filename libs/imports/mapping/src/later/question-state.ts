import { QuestionAsked, QuestionWithdrawn, type QuestionEvent } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';

export interface QuestionState {
  readonly askerId: string;
  readonly askerDisplayName: string;
  readonly title: string;
  readonly body: string;
  readonly topics: readonly string[];
  readonly closed: string | null;
  readonly accepted: { readonly answerId: string; readonly at: string } | null;
  readonly withdrawn: boolean;
}

/** What a question is after these of its events; the first must be the one that asks it. Undefined where there is none. */
export function questionAfter(recorded: readonly RecordedEvent[]): QuestionState | undefined {
  let state: QuestionState | undefined;
  for (const event of recorded) state = after(state, event as RecordedEvent & QuestionEvent);
  return state;
}

function after(state: QuestionState | undefined, event: RecordedEvent & QuestionEvent): QuestionState | undefined {
  if (event.type === QuestionAsked.type) {
    const { askerId, askerDisplayName, title, body, topics } = event.data;
    return { askerId, askerDisplayName, title, body, topics, closed: null, accepted: null, withdrawn: false };
  }
  if (!state) return state;
  switch (event.type) {
    case 'QuestionReattributed.v1':
      return { ...state, askerId: event.data.askerId, askerDisplayName: event.data.askerDisplayName };
    case 'QuestionEdited.v1':
      return { ...state, title: event.data.title, body: event.data.body };
    case 'QuestionRetagged.v1':
      return { ...state, topics: event.data.topics };
    case 'QuestionClosed.v1':
      return { ...state, closed: event.data.reason };
    case 'QuestionReopened.v1':
      return { ...state, closed: null };
    case 'AnswerAccepted.v1':
      return { ...state, accepted: { answerId: event.data.answerId, at: event.occurredAt } };
    case 'AnswerUnaccepted.v1':
      return { ...state, accepted: null };
    case QuestionWithdrawn.type:
      return { ...state, withdrawn: true };
    case 'QuestionRestored.v1':
      return { ...state, withdrawn: false };
    default:
      return state;
  }
}
