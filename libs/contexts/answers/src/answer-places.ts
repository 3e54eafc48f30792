import {
  AnswerPlacesTaken,
  AnswerWithdrawn,
  LIVE_ANSWERS,
  answerPlacesStream,
  answerStream,
  type AnswerPlacesEvent,
} from '@stoa/contracts';
import {
  ABANDONED_AFTER_MS,
  Refusal,
  derivedId,
  known,
  toNewEvents,
  type CommandMessage,
  type EventStore,
  type RecordedEvent,
} from '@stoa/kernel';

export class TooManyAnswers extends Refusal {
  constructor() {
    super('too-many-answers', `A mentor has at most ${LIVE_ANSWERS} answers to one question; revise or withdraw one of them.`);
  }
}

interface Place {
  questionId: string;
  memberId: string;
  answerId: string;
}
type Taken = RecordedEvent & AnswerPlacesEvent;

/**
 * Takes a place for an answer that is about to be published or restored; a retry finds it taken. Places of withdrawn answers are free again,
 * and one whose answer never came is after ten minutes. Throws TooManyAnswers.
 */
export async function takePlace(
  store: EventStore,
  command: CommandMessage,
  { questionId, memberId, answerId }: Place,
): Promise<void> {
  const stream = answerPlacesStream(questionId, memberId);
  for (;;) {
    const last = known(await store.readLast(stream, 1))[0] as Taken | undefined;
    const taken = last ? await stillTaken(store, last, command.context.occurredAt) : [];
    // Renewed before others may think it abandoned.
    if (last && taken.includes(answerId) && !isOlder(last, command.context.occurredAt, ABANDONED_AFTER_MS / 2)) return;
    const others = taken.filter((id) => id !== answerId);
    if (others.length >= LIVE_ANSWERS) throw new TooManyAnswers();
    const revision = last?.revision ?? -1;
    const commandId = derivedId(command.context.commandId, 'place', String(revision));
    const events = toNewEvents([AnswerPlacesTaken({ questionId, memberId, answers: [...others, answerId] })], {
      context: { ...command.context, commandId },
    });
    try {
      await store.append(stream, events, last?.revision ?? 'no-stream');
      return;
    } catch (error) {
      // Another answer of the same mentor was faster: count again.
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }
}

/** Those of the last event's answers that are live, or are just being published or restored. */
async function stillTaken(store: EventStore, last: Taken, now: string): Promise<string[]> {
  const abandoned = isOlder(last, now, ABANDONED_AFTER_MS);
  const holds = await Promise.all(
    last.data.answers.map(async (answerId) => {
      const event = known(await store.readLast(answerStream(answerId), 1))[0];
      if (event && !WITHDRAWN.has(event.type)) return true;
      // Never published, or withdrawn before the place was taken: on its way.
      return !abandoned && (!event || event.position < last.position);
    }),
  );
  return last.data.answers.filter((_, index) => holds[index]);
}

const WITHDRAWN: ReadonlySet<string> = new Set([AnswerWithdrawn.type, 'AnswerWithdrawalUpheld.v1']);
const isOlder = ({ recordedAt }: RecordedEvent, now: string, ms: number) => Date.parse(now) - Date.parse(recordedAt) >= ms;
