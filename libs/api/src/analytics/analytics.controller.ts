import { Body, Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { QueryAnalytics, analyticsCsv, mentorIdOf, type AnalyticsResult } from '@stoa/contracts';
import { accepts } from '@stoa/http';
import { isAnalyst, type Principal } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../api-request.ts';
import { Handles } from '../routes/operation.decorator.ts';
import type { BodyOf } from '../routes/operations.ts';
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
}

/** The mentor to whose answers a reader is confined; nobody for an analyst. */
export const onlyMentorOf = (reader: Principal): string | undefined =>
  isAnalyst(reader) ? undefined : mentorIdOf(reader.memberId);
