import { SlugReserved, questionStream, slugOf, slugStream, type AskQuestion, type SlugEvent } from '@stoa/contracts';
import { reserve, type EventStore, type RecordedEvent } from '@stoa/kernel';

/** Reserves the question's readable name: its title's, or with six characters of the id where that is taken. A retry gets the same one. */
export async function reserveSlug(store: EventStore, command: AskQuestion, questionId: string): Promise<string> {
  const readable = slugOf(command.data.title, 'question');
  const whole = `${readable}-${questionId}`;
  for (const slug of [readable, `${readable}-${questionId.slice(0, 6)}`, whole])
    if (await reserve(store, command, reservation(store, slug, questionId))) return slug;
  throw new Error(`The name ${whole} is taken by another question`);
}

const reservation = (store: EventStore, slug: string, questionId: string) => ({
  stream: slugStream(slug),
  reserved: SlugReserved({ slug, questionId }),
  isOwn: (event: RecordedEvent) => holderOf(event) === questionId,
  isBorne: async (event: RecordedEvent) => (await store.read(questionStream(holderOf(event)), { limit: 1 })).length > 0,
});

const holderOf = (event: RecordedEvent) => (event as RecordedEvent & SlugEvent).data.questionId;
