import { createHash } from 'node:crypto';
import { Controller, Inject, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  GetLeaderboard,
  ListQuestions,
  ShowQuestionPage,
  type Leaderboard,
  type PageResult,
  type PageRequest,
  type QuestionList,
  type QuestionPage,
} from '@stoa/contracts';
import { sendPage } from '@stoa/http';
import { notFound } from '@stoa/kernel';
import { ASSETS, TEMPLATE_VERSION, listHtml, questionHtml, topicHtml } from '@stoa/site';
import type { FastifyReply } from 'fastify';
import { Reader } from '../access/reader.decorator.ts';
import type { SignedIn } from '../access/sessions.ts';
import { API_OPTIONS, dayOf, type ApiOptions } from '../api.options.ts';
import { HeldTags } from './held-tags.decorator.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';
import { RequestedPage } from './page-request.decorator.ts';
import { revalidated, sendPrivate, sendTagged } from './send-to-reader.ts';

const TEMPLATE_TAG = `.${createHash('sha256').update(TEMPLATE_VERSION).digest('base64url').slice(0, 8)}`;
const PAGE_SIZE = 30;
const BOARD_SIZE = 50;

/** Pages for readers without script. */
@Controller()
export class PagesController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Public()
  @Handles('homePage')
  async home(
    @Query() { cursor }: QueryOf<'homePage'>,
    @HeldTags() held: string[],
    @Reader() reader: SignedIn | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = await this.queries.execute<ListQuestions, QuestionList>(new ListQuestions({ limit: PAGE_SIZE, cursor }));
    send(reply, held, listHtml(list, cursor === undefined, reader), reader);
  }

  /** Its tag is the page document's and the template's, so that a 304 reads and renders nothing. */
  @Public()
  @Handles('questionPage')
  async question(
    @RequestedPage() request: PageRequest,
    @Reader() reader: SignedIn | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = new ShowQuestionPage({ ...request, held: reader ? [] : request.held?.flatMap(documentTag) });
    const page = await this.queries.execute<ShowQuestionPage, PageResult<QuestionPage>>(query);
    if (reader && page.body) {
      sendPrivate(reply, questionHtml(page.body, reader));
      return;
    }
    void revalidated(reply, `${page.etag}${TEMPLATE_TAG}`);
    if (page.body) sendPage(reply, questionHtml(page.body));
    else void reply.status(304).send();
  }

  @Public()
  @Handles('topicPage')
  async topic(
    @Param('topic') topic: string,
    @Query() { period }: QueryOf<'topicPage'>,
    @HeldTags() held: string[],
    @Reader() reader: SignedIn | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = new GetLeaderboard({ topic, period, at: dayOf(this.options), limit: BOARD_SIZE });
    const board = await this.queries.execute<GetLeaderboard, Leaderboard>(query);
    send(reply, held, topicHtml(board, reader), reader);
  }

  @Public()
  @Handles('asset')
  asset(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const asset = ASSETS.get(file);
    if (!asset) throw notFound('file');
    void reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.content);
  }
}

/** The document's part of a page's tag; of a tag that another template made, nothing. */
const documentTag = (tag: string): string[] =>
  tag === '*' ? ['*'] : tag.endsWith(TEMPLATE_TAG) ? [tag.slice(0, -TEMPLATE_TAG.length)] : [];

const send = (reply: FastifyReply, held: readonly string[], page: string, reader: SignedIn | undefined): void =>
  reader ? sendPrivate(reply, page) : sendTagged(reply, held, page);
