import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ExplainViews,
  GetAnswer,
  GetAnswerRevisions,
  ListAnswers,
  type AnswerList,
  type AnswerResource,
  type ViewsExplained,
} from '@stoa/contracts';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../api-request.ts';
import { RenderTickets } from '../views/render-tickets.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';

@Controller()
export class AnswersController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(RenderTickets) private readonly tickets: RenderTickets,
  ) {}

  /** Who shows a part of it in an app tells views with the ticket in `Stoa-Render`. */
  @Public()
  @Handles('listAnswers')
  async list(
    @Param('questionId') idOrSlug: string,
    @Query() query: QueryOf<'listAnswers'>,
    @Req() from: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerList> {
    const list = await this.queries.execute<ListAnswers, AnswerList>(new ListAnswers({ idOrSlug, ...query }));
    const ticket = await this.tickets.issue(from, list.question.id);
    if (ticket) void reply.header('stoa-render', `${ticket.render} ${ticket.token}`);
    return list;
  }

  @Public()
  @Handles('getAnswer')
  get(@Param('answerId') answerId: string): Promise<AnswerResource> {
    return this.queries.execute(new GetAnswer({ answerId }));
  }

  @Public()
  @Handles('getAnswerRevisions')
  revisions(@Param('answerId') answerId: string, @Query() { limit, cursor }: QueryOf<'getAnswerRevisions'>) {
    return this.queries.execute(new GetAnswerRevisions({ answerId, limit, cursor }));
  }

  @Public()
  @Handles('explainViews')
  explain(@Param('answerId') answerId: string, @Query() { day, after }: QueryOf<'explainViews'>): Promise<ViewsExplained> {
    return this.queries.execute(new ExplainViews({ answerId, day, after }));
  }
}
