import { SlugReserved, questionStream, slugOf, slugStream, type AskQuestion, type SlugEvent } from '@stoa/contracts';
import { derivedId, readStream, toNewEvents, type EventStore, type RecordedEvent } from '@stoa/kernel';

/** A reservation whose question never came may be taken over after this long. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** Reserves the question's readable name: its title's, or with six characters of the id where that is taken. A retry gets the same one. */
export async function reserveSlug(store: EventStore, command: AskQuestion, questionId: string): Promise<string> {
  const readable = slugOf(command.data.title, 'question');
  if (await reserve(store, command, readable, questionId)) return readable;
  const own = `${readable}-${questionId.slice(0, 6)}`;
  if (await reserve(store, command, own, questionId)) return own;
  const whole = `${readable}-${questionId}`;
  if (!(await reserve(store, command, whole, questionId))) throw new Error(`The name ${whole} is taken by another question`);
  return whole;
}

async function reserve(store: EventStore, { context }: AskQuestion, slug: string, questionId: string): Promise<boolean> {
  const stream = slugStream(slug);
  for (;;) {
    const last = (await readStream(store, stream)).at(-1) as (RecordedEvent & SlugEvent) | undefined;
    const own = last?.data.questionId === questionId;
    if (own && !isOld(last, context.occurredAt)) return true;
    if (last && !own && !(await isAbandoned(store, last, context.occurredAt))) return false;
    const events = toNewEvents([SlugReserved({ slug, questionId })], {
      context: { ...context, commandId: derivedId(context.commandId, 'slug', slug, String(last?.revision ?? -1)) },
    });
    try {
      await store.append(stream, events, last?.revision ?? 'no-stream');
      return true;
    } catch (error) {
      // Somebody else was faster: look again who.
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }
}

/** One's own reservation that another might take over soon is renewed: whoever comes second at that revision sees it. */
const isOld = ({ recordedAt }: RecordedEvent, now: string): boolean =>
  Date.parse(now) - Date.parse(recordedAt) >= ABANDONED_AFTER_MS / 2;

/** By the time of recording, not of occurrence: an import's events happened long ago. */
async function isAbandoned(store: EventStore, { data, recordedAt }: RecordedEvent & SlugEvent, now: string): Promise<boolean> {
  if (Date.parse(now) - Date.parse(recordedAt) < ABANDONED_AFTER_MS) return false;
  return (await store.read(questionStream(data.questionId), { limit: 1 })).length === 0;
}
