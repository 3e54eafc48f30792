import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetQuestionPage, type PageAnswer, type QuestionPage } from '@stoa/contracts';
import { READ_MODELS, Refusal, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import { SITE, topicOf } from '../mentor-leaderboard/boards.ts';
import { MENTOR_FORMULA } from '../mentor-leaderboard/mentor-score.ts';
import { PageCache } from './page-cache.ts';
import type { Question } from './question-page.entities.ts';
import { splice } from './splice.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Serves a page as two stored documents spliced as bytes; its tag names both, so that it changes when either half does. */
@QueryHandler(GetQuestionPage)
export class GetQuestionPageHandler implements IQueryHandler<GetQuestionPage> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(PageCache) private readonly cache: PageCache = new PageCache(),
  ) {}

  async execute({ idOrSlug, options: { after, held } }: GetQuestionPage): Promise<PageAnswer> {
    const pages = this.readModels.of('question-page');
    const boards = this.readModels.of('mentor-leaderboard');
    if (after) await pages.waitFor(after, UUID.test(idOrSlug) ? idOrSlug : undefined);
    const id = UUID.test(idOrSlug) ? idOrSlug : await idOfSlug(pages, idOrSlug);
    const half = await pages.documentHead(id);
    if (!half) throw await absent(pages, id);
    const board = half.beside ?? SITE;
    const besideTag = (await boards.documentHead(board))?.etag ?? emptyBoard(board).etag;
    const etag = `${half.etag}.${besideTag}`;
    if (held?.some((tag) => tag === etag || tag === '*')) return { etag };
    const cached = this.cache.get(id, etag);
    if (cached) return { etag, body: cached };
    const question = await pages.documentBody(id);
    const beside = (await boards.documentBody(board)) ?? emptyBoard(board).body;
    if (!question) throw await absent(pages, id);
    const body = splice(question, 'topMentors', beside);
    this.cache.put(id, etag, body);
    return { etag, body };
  }
}

async function idOfSlug(pages: ServedReadModel, slug: string): Promise<string> {
  const [question] = await pages.first<Question>('question', { slug }, ['id'], 1);
  if (!question) throw new Refusal('not-found', 'There is no such question.');
  return question.id;
}

async function absent(pages: ServedReadModel, id: string): Promise<Refusal> {
  const [question] = await pages.among<Question>('question', 'id', [id]);
  return question?.withdrawn
    ? new Refusal('gone', 'This question was withdrawn.')
    : new Refusal('not-found', 'There is no such question.');
}

/** What stands beside a page whose topic the leaderboard has not heard of yet. */
function emptyBoard(board: string): { etag: string; body: Uint8Array } {
  const key = topicOf(board);
  const json: QuestionPage['topMentors'] = { formula: MENTOR_FORMULA, topic: key ? { key, name: key } : null, mentors: [] };
  const body = Buffer.from(JSON.stringify(json));
  return { etag: createHash('sha256').update(body).digest('base64url').slice(0, 22), body };
}
