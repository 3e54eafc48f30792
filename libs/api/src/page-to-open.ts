import { QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ListQuestions, type QuestionList } from '@stoa/contracts';

const AMONG = 50;

/**
 * The address of a page worth opening first: of the newest questions the one with the most answers. Undefined where nothing was asked yet
 * or the list cannot be read.
 */
export async function pageToOpen(app: NestFastifyApplication, url: string): Promise<string | undefined> {
  const queries = app.get(QueryBus, { strict: false });
  const { items } = await queries
    .execute<ListQuestions, QuestionList>(new ListQuestions({ limit: AMONG }))
    .catch(() => ({ items: [] }));
  const [best] = [...items].sort((a, b) => b.answers - a.answers);
  return best && `${url}/q/${best.slug}`;
}
