import { Refusal, type Position, type ServedReadModel } from '@stoa/kernel';
import type { Question } from './question-page.entities.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a page that is named by its id or slug, once it has reached `after`. Throws not-found, or projection-behind. */
export async function pageIdOf(pages: ServedReadModel, idOrSlug: string, after: Position | undefined): Promise<string> {
  const id = UUID.test(idOrSlug) ? idOrSlug : await idOfSlug(pages, idOrSlug, after);
  if (after) await pages.waitFor(after, id);
  return id;
}

async function idOfSlug(pages: ServedReadModel, slug: string, after: Position | undefined): Promise<string> {
  if (after) await pages.waitFor(after);
  const [question] = await pages.first<Question>('question', { slug }, ['id'], 1);
  if (!question) throw new Refusal('not-found', 'There is no such question.');
  return question.id;
}

/** Why there is no page of this id. */
export async function absent(pages: ServedReadModel, id: string): Promise<Refusal> {
  const [question] = await pages.among<Question>('question', 'id', [id]);
  return question?.withdrawn
    ? new Refusal('gone', 'This question was withdrawn.')
    : new Refusal('not-found', 'There is no such question.');
}
