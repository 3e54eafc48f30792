import { partitionOfKey } from '@stoa/contracts';
import { Refusal, type Position, type ServedReadModel } from '@stoa/kernel';
import { LRUCache } from 'lru-cache';
import type { Question, Topic } from './question-page.entities.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Topics that were seen to have their name; bounds what is remembered. */
const REMEMBERED = 10_000;

/** The id of a page that is named by its id or slug, once it has reached `after`. Throws not-found, or projection-behind. */
export async function pageIdOf(pages: ServedReadModel, idOrSlug: string, after: Position | undefined): Promise<string> {
  const id = UUID.test(idOrSlug) ? idOrSlug : await idOfSlug(pages, idOrSlug, after);
  if (after) await reached(pages, id, after);
  return id;
}

async function idOfSlug(pages: ServedReadModel, slug: string, after: Position | undefined): Promise<string> {
  const found = await bySlug(pages, slug);
  if (found) return found;
  if (after) await pages.waitFor(after);
  const id = after && (await bySlug(pages, slug));
  if (!id) throw new Refusal('not-found', 'There is no such question.');
  return id;
}

const bySlug = async (pages: ServedReadModel, slug: string): Promise<string | undefined> =>
  (await pages.first<Question>('question', { slug }, ['id'], 1))[0]?.id;

/**
 * Waits for the question's own partition, which has all that happens to it, its answers and their ratings. Names of its topics come from other
 * partitions, once and for ever: of a topic that has none yet, the one where its name will come is waited for too.
 */
async function reached(pages: ServedReadModel, id: string, after: Position): Promise<void> {
  const own = [partitionOfKey('stoa.qa.v1', id)];
  await pages.waitFor(after, id, own);
  const named = namedTopics(pages);
  const unsure = (await topicsOf(pages, id)).filter((topic) => !named.has(topic));
  if (unsure.length === 0) return;
  const nameless = await nameIn(pages, named, unsure);
  if (nameless.length > 0) {
    const partitions = nameless.map((topic) => partitionOfKey('stoa.qa.v1', topic));
    await pages.waitFor(after, undefined, partitions);
  }
  // A name that came since the first look has made the document old.
  await pages.waitFor(after, id, own);
}

const topicsOf = async (pages: ServedReadModel, id: string): Promise<string[]> =>
  (await pages.among<Question>('question', 'id', [id]))[0]?.topics ?? [];

/** Remembers which of these topics have their name, and gives the others. */
async function nameIn(pages: ServedReadModel, named: LRUCache<string, true>, topics: readonly string[]): Promise<string[]> {
  for (const { key } of await pages.among<Topic>('topic', 'key', topics)) named.set(key, true);
  return topics.filter((topic) => !named.has(topic));
}

const namedBy = new WeakMap<ServedReadModel, LRUCache<string, true>>();

function namedTopics(pages: ServedReadModel): LRUCache<string, true> {
  const known = namedBy.get(pages) ?? new LRUCache<string, true>({ max: REMEMBERED });
  namedBy.set(pages, known);
  return known;
}

/** Why there is no page of this id. */
export async function absent(pages: ServedReadModel, id: string): Promise<Refusal> {
  const [question] = await pages.among<Question>('question', 'id', [id]);
  return question?.withdrawn
    ? new Refusal('gone', 'This question was withdrawn.')
    : new Refusal('not-found', 'There is no such question.');
}
