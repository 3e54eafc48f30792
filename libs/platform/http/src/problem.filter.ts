import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Refusal, operatorsReason } from '@stoa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestLog } from './fastify.ts';
import { problemOf, refusalOf } from './problem.ts';
import type { KnownRequest } from './request-observer.ts';
import { sendPage } from './send-page.ts';

/** What a request without a route may be refused for; that it has none is said first. */
const UNROUTED: ReadonlySet<Refusal['code']> = new Set(['not-found', 'unsupported-media-type', 'payload-too-large']);

/** Renders a refusal as a page; undefined where problem+json is right. */
export type RefusalPage = (refusal: Refusal, request: FastifyRequest) => string | undefined;

/** Responds to every error with problem+json, or with a page for a browser. Unexpected errors are logged in full and not disclosed. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: RequestLog,
    private readonly options: {
      page?: RefusalPage;
      methodsOf?: (path: string) => readonly string[];
      /** An address that the client is sent to instead of being refused. */
      elsewhere?: (refusal: Refusal) => string | undefined;
    } = {},
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = this.refusalFor(error, request, reply);
    (request as FastifyRequest & KnownRequest).refusal = refusal;
    const elsewhere = this.options.elsewhere?.(refusal);
    if (elsewhere !== undefined) {
      void reply.status(303).header('location', elsewhere).header('cache-control', 'no-store').send();
      return;
    }
    const problem = problemOf(refusal, String(request.id));
    if (refusal.code === 'internal')
      this.log.error({ correlationId: request.id, reason: String((error as Error)?.stack ?? error) }, 'unforeseen error');
    const reason = operatorsReason(error);
    if (reason !== undefined) this.log.error({ correlationId: request.id, reason }, 'dependency unavailable');
    if (problem.status === 503) void reply.header('retry-after', '1');
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="stoa"');
    void reply.status(problem.status).header('cache-control', 'no-store');
    const page = this.options.page?.(refusal, request);
    if (page === undefined) void reply.type('application/problem+json').send(problem);
    else sendPage(reply, page);
  }

  private refusalFor(error: unknown, request: FastifyRequest, reply: FastifyReply): Refusal {
    const refusal = refusalOf(error);
    const routed = request.routeOptions?.url !== undefined && request.routeOptions.url !== '*';
    if (routed || !UNROUTED.has(refusal.code)) return refusal;
    const allowed = this.options.methodsOf?.(request.url.split('?')[0] ?? '') ?? [];
    if (allowed.length === 0) return new Refusal('not-found', 'There is no resource at this URL.');
    void reply.header('allow', allowed.join(', '));
    return new Refusal('method-not-allowed', `${request.method} is not allowed; use ${allowed.join(', ')}.`);
  }
}
