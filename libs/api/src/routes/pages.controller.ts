import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  GetLeaderboard,
  ListAnswers,
  ListQuestions,
  ShowQuestionPage,
  type AnswerList,
  type Leaderboard,
  type PageResult,
  type PageRequest,
  type QuestionList,
  type QuestionPage,
} from '@stoa/contracts';
import { freshNonce } from '@stoa/http';
import { notFound } from '@stoa/kernel';
import { ASSETS, VIEW_BEACON_SCRIPT, answersHtml, listHtml, questionHtml, topicHtml } from '@stoa/site';
import type { FastifyReply } from 'fastify';
import { Reader } from '../access/reader.decorator.ts';
import type { SignedIn } from '../access/sessions.ts';
import { API_OPTIONS, dayOf, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { RenderTickets } from '../views/render-tickets.ts';
import { HeldTags } from './held-tags.decorator.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';
import { RequestedPage } from './page-request.decorator.ts';
import { sendPrivate, sendTagged } from './send-to-reader.ts';

const PAGE_SIZE = 30;
const BOARD_SIZE = 50;

/** Pages for readers without script. */
@Controller()
export class PagesController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
    @Inject(RenderTickets) private readonly tickets: RenderTickets,
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

  /** One reader's: the ticket on it tells which page was shown to whom. */
  @Public()
  @Handles('questionPage')
  async question(
    @RequestedPage() { idOrSlug, after }: PageRequest,
    @Reader() reader: SignedIn | undefined,
    @Req() from: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = new ShowQuestionPage({ idOrSlug, after });
    const page = await this.queries.execute<ShowQuestionPage, PageResult<QuestionPage>>(query);
    const ticket = await this.tickets.issue(from, page.questionId);
    const nonce = freshNonce();
    sendPrivate(reply, questionHtml(page.body!, { ...ticket, nonce, scripts: [VIEW_BEACON_SCRIPT.file], reader }), nonce);
  }

  /** One reader's, as the question's page is. */
  @Public()
  @Handles('answersPage')
  async answers(
    @Param('slug') idOrSlug: string,
    @Query() { cursor }: QueryOf<'answersPage'>,
    @Reader() reader: SignedIn | undefined,
    @Req() from: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = new ListAnswers({ idOrSlug, limit: PAGE_SIZE, cursor });
    const list = await this.queries.execute<ListAnswers, AnswerList>(query);
    const ticket = await this.tickets.issue(from, list.question.id);
    const nonce = freshNonce();
    sendPrivate(reply, answersHtml(list, { ...ticket, nonce, scripts: [VIEW_BEACON_SCRIPT.file], reader }), nonce);
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

const send = (reply: FastifyReply, held: readonly string[], page: string, reader: SignedIn | undefined): void =>
  reader ? sendPrivate(reply, page) : sendTagged(reply, held, page);
