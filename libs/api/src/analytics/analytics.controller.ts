import { Body, Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ExplainViews,
  QueryAnalytics,
  analyticsCsv,
  mentorIdOf,
  type AnalyticsResult,
  type ViewsExplained,
} from '@stoa/contracts';
import { accepts } from '@stoa/http';
import { isAnalyst, type Principal } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from '../routes/operation.decorator.ts';
import type { BodyOf, QueryOf } from '../routes/operations.ts';
import { sendCsv } from './send-csv.ts';

/** What is made of views, over HTTP. Analysts ask about everything, other members about their own answers. */
@Controller()
export class AnalyticsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Handles('queryAnalytics')
  async query(
    @Body() { after, ...query }: BodyOf<'queryAnalytics'>,
    @Req() { principal, headers }: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = new QueryAnalytics({ ...query, after, onlyMentor: onlyMentorOf(principal!) });
    const result = await this.queries.execute<QueryAnalytics, AnalyticsResult>(asked);
    if (accepts(headers.accept, 'application/json')) void reply.send(result);
    else sendCsv(reply, 'analytics', analyticsCsv(result));
  }

  @Public()
  @Handles('explainViews')
  explain(@Param('answerId') answerId: string, @Query() { day, after }: QueryOf<'explainViews'>): Promise<ViewsExplained> {
    return this.queries.execute(new ExplainViews({ answerId, day, after }));
  }
}

/** The mentor to whose answers a reader is confined; nobody for an analyst. */
export const onlyMentorOf = (reader: Principal): string | undefined =>
  isAnalyst(reader) ? undefined : mentorIdOf(reader.memberId);
