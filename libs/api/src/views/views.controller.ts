import { Body, Controller, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  FindViewTargets,
  encodeTold,
  partitionOfTold,
  type PageFact,
  type RenderTicket,
  type ToldFacts,
  type ViewTargets,
} from '@stoa/contracts';
import { Refusal, notFound } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { Sessions } from '../access/sessions.ts';
import { API_OPTIONS, nowOf, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from '../routes/operation.decorator.ts';
import type { BodyOf } from '../routes/operations.ts';
import { isUuid } from '../routes/path-parameters.ts';
import { onlookerOf, optsOut } from './onlooker.ts';
import { RenderTickets } from './render-tickets.ts';
import { toldBy, type Pages } from './tell-views.ts';

/** Takes what pages tell of their readers. What is acknowledged is on disk, and becomes part of a batch. */
@Controller()
export class ViewsController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
    @Inject(RenderTickets) private readonly tickets: RenderTickets,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Public()
  @Handles('tellViews')
  async tell(
    @Body() { facts }: BodyOf<'tellViews'>,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.publish(await this.toldBy(request, facts));
    allowOrigin(request, reply, this.options.views.origins);
    void reply.status(202);
    return { facts: facts.length };
  }

  /** For a page that comes back from the browser's memory: what it told before belongs to its first showing. */
  @Public()
  @Handles('getRender')
  async render(@Param('questionId') questionId: string, @Req() request: ApiRequest): Promise<RenderTicket> {
    const [page] = isUuid(questionId) ? (await this.pagesOf([questionId], [])).values() : [];
    if (!page) throw notFound('question');
    await this.know(request);
    const ticket = await this.tickets.issue(request, page.questionId);
    if (!ticket) throw new Refusal('dependency-unavailable', 'No ticket can be made at the moment.');
    return ticket;
  }

  /** A page of ours tells with its reader's session: what they see of their own counts as such. Nothing is granted by it. */
  private async know(request: ApiRequest): Promise<void> {
    const { cookie } = request.headers;
    if (request.principal || cookie === undefined) return;
    const reader = await this.sessions.reader(cookie);
    if (reader) request.reader = reader;
  }

  private async toldBy(request: ApiRequest, facts: readonly PageFact[]): Promise<ToldFacts> {
    const { views } = this.options;
    const at = nowOf(this.options).getTime();
    if (optsOut(request, views)) return { at, reader: null, prefetch: false, staff: false, facts: [], optedOut: facts.length };
    await this.know(request);
    const who = await onlookerOf(request, at, views);
    const pages = await this.pagesOf(
      facts.map(({ question }) => question),
      facts,
    );
    return toldBy(who, facts, pages, views.tokens, at);
  }

  private async pagesOf(questions: readonly string[], facts: readonly PageFact[]): Promise<Pages> {
    const pages = [...new Set(questions)].map(async (questionId) => {
      const answerIds = facts.flatMap(({ question, answer }) => (question === questionId && answer !== null ? [answer] : []));
      const query = new FindViewTargets({ questionId, answerIds });
      return [questionId, await this.queries.execute<FindViewTargets, ViewTargets | null>(query)] as const;
    });
    return new Map(await Promise.all(pages));
  }

  private async publish(told: ToldFacts): Promise<void> {
    try {
      await this.options.views.stream.publish(partitionOfTold(told), [encodeTold(told)]);
    } catch (cause) {
      if ((cause as Error).name === 'StreamOverloaded')
        throw new Refusal('overloaded', 'More views arrive than can be kept; send them again later.', [], { cause });
      throw new Refusal('dependency-unavailable', 'Views cannot be kept at the moment; send them again later.', [], { cause });
    }
  }
}

/** Lets pages of a listed site read the response; without it they may only send. */
function allowOrigin({ headers }: ApiRequest, reply: FastifyReply, origins: readonly string[]): void {
  const { origin } = headers;
  if (origin === undefined || origins.length === 0) return;
  void reply.header('vary', 'origin');
  if (origins.includes(origin))
    void reply.header('access-control-allow-origin', origin).header('cross-origin-resource-policy', 'cross-origin');
}
