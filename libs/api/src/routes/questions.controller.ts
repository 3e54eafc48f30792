import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  GetQuestion,
  GetQuestionPage,
  GetQuestionRevisions,
  ListQuestions,
  type PageResult,
  type PageRequest,
  type QuestionList,
  type QuestionResource,
} from '@stoa/contracts';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../api-request.ts';
import { RenderTickets } from '../views/render-tickets.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';
import { RequestedPage } from './page-request.decorator.ts';

@Controller()
export class QuestionsController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(RenderTickets) private readonly tickets: RenderTickets,
  ) {}

  @Public()
  @Handles('listQuestions')
  list(@Query() query: QueryOf<'listQuestions'>): Promise<QuestionList> {
    return this.queries.execute(new ListQuestions(query));
  }

  @Public()
  @Handles('getQuestion')
  get(@Param('questionId') idOrSlug: string): Promise<QuestionResource> {
    return this.queries.execute(new GetQuestion({ idOrSlug }));
  }

  /** Sends stored bytes itself: nothing is parsed or serialised on the way. Who shows them in an app tells views with the ticket in `Stoa-Render`. */
  @Public()
  @Handles('getQuestionPage')
  async page(@RequestedPage() request: PageRequest, @Req() from: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const page = await this.queries.execute<GetQuestionPage, PageResult<Uint8Array>>(new GetQuestionPage(request));
    const ticket = await this.tickets.issue(from, page.questionId);
    void reply.header('etag', `"${page.etag}"`).header('cache-control', 'private, no-cache');
    if (ticket) void reply.header('stoa-render', `${ticket.render} ${ticket.token}`);
    if (page.body) void reply.type('application/json; charset=utf-8').send(page.body);
    else void reply.status(304).send();
  }

  @Public()
  @Handles('getQuestionRevisions')
  revisions(@Param('questionId') idOrSlug: string, @Query() { limit, cursor }: QueryOf<'getQuestionRevisions'>) {
    return this.queries.execute(new GetQuestionRevisions({ idOrSlug, limit, cursor }));
  }
}
