import { QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ListQuestions, type QuestionList } from '@stoa/contracts';

const AMONG = 50;

/**
 * The path of an example page: of the newest questions the one with the most answers. Undefined where there is no question yet
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
