import { QuestionAsked, QuestionRated, questionStream, ratingStream } from '@stoa/contracts';
import { derivedId, type DomainEvent, type EventStore, type NewEvent } from '@stoa/kernel';
import { seeded } from '../bench.ts';
import { bodyOf } from '../rebuild/synthetic-body.ts';

const AT_ONCE = 32;

/** Asks questions straight in the store, by nobody who can rate them. Gives their ids. */
export async function askQuestions(store: EventStore, name: string, count: number): Promise<string[]> {
  const random = seeded(7);
  const ids = Array.from({ length: count }, (_, index) => derivedId('bench-question', name, String(index)));
  const ask = async (questionId: string, index: number) => {
    const asked = QuestionAsked({
      questionId,
      slug: `${name}-${index}`,
      askerId: derivedId('bench-asker', name),
      askerDisplayName: 'A member',
      title: `What is question ${index} of ${name}?`,
      body: bodyOf(random),
      topics: [`topic-${index % 20}`],
    });
    await store.append(questionStream(questionId), [stored(asked, questionId)], 'no-stream');
  };
  await inLanes(ids, AT_ONCE, ask);
  return ids;
}

/** One more member finds a question helpful. */
export function rating(questionId: string, name: string, number: number): { stream: string; event: NewEvent } {
  const memberId = derivedId('bench-rater', name, String(number));
  const rated = QuestionRated({ questionId, memberId, value: 'helpful', former: null });
  return { stream: ratingStream(questionId, memberId), event: stored(rated, memberId) };
}

/** Appends ratings straight to the store, spread over the questions. Gives how many seconds it took. */
export async function appendRatings(
  store: EventStore,
  questions: readonly string[],
  name: string,
  count: number,
): Promise<number> {
  const started = performance.now();
  await inLanes(Array.from({ length: count }), AT_ONCE, async (_, index) => {
    const { stream, event } = rating(questions[index % questions.length]!, name, index);
    await store.append(stream, [event], 'no-stream');
  });
  return (performance.now() - started) / 1000;
}

function stored(event: DomainEvent, seed: string): NewEvent {
  const id = derivedId('bench-event', seed);
  const meta = { commandId: id, bodyHash: '', occurredAt: new Date().toISOString(), correlationId: id };
  return { ...event, id, meta };
}

/** Does work for each item, so many at once. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
