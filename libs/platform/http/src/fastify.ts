import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Refusal } from '@stoa/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readBodies } from './body-parser.ts';
import { correlationOf, oneOf } from './headers.ts';
import { problemOf, refusalOf } from './problem.ts';
import { FLOW, boundResponses, type FlowLimits } from './response-flow.ts';
import { respondToClientError } from './raw-response.ts';
import type { KnownRequest, RequestObserver } from './request-observer.ts';

/** Limits of a request, in bytes, characters and milliseconds. */
export interface RequestLimits {
  readonly body: number;
  readonly url: number;
  readonly headers: number;
  readonly requestTimeout: number;
  readonly flow: FlowLimits;
}
/** A body of 64 KiB takes up to 384 KiB of JSON when a client escapes every character. */
export const LIMITS: RequestLimits = { body: 512 * 1024, url: 8 * 1024, headers: 32 * 1024, requestTimeout: 30_000, flow: FLOW };

/** The access log; pino satisfies it. */
export interface RequestLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Headers of every response; cacheable responses and pages override them. */
const BASE_HEADERS: Record<string, string> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Fastify with limits on all sizes and times, bodies read strictly, and errors as problem+json. */
export function fastifyAdapter(log: RequestLog, limits: RequestLimits = LIMITS, observer?: RequestObserver): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: limits.body,
    requestTimeout: limits.requestTimeout,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    trustProxy: false,
    forceCloseConnections: 'idle',
    // What comes while the process stops is refused by a hook of ours, as problem+json.
    return503OnClosing: false,
    // No Express middleware: it would slow every request.
    skipMiddie: true,
    // A topic of 60 characters takes up to 720 when percent-encoded.
    routerOptions: { maxParamLength: 1024 },
    http: {
      // A hook of ours refuses what has no Host, or two.
      requireHostHeader: false,
      maxHeaderSize: limits.headers,
      headersTimeout: Math.min(15_000, limits.requestTimeout),
      connectionsCheckingInterval: Math.min(5_000, limits.requestTimeout),
    },
    genReqId: ({ headers }: IncomingMessage) =>
      correlationOf(oneOf(headers['x-correlation-id']), oneOf(headers['traceparent'])) ?? randomUUID(),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerUnroutable(refusedAddress(request.url, limits) ?? error, request, reply, observer),
    clientErrorHandler: (error: Error, socket: Socket) => respondToClientError(error, socket, observer),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  readBodies(fastify);
  boundResponses(fastify, limits.flow, (change) => observer?.bytesInFlight(change));
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    observer?.began();
    reply.headers(BASE_HEADERS).header('stoa-correlation-id', request.id);
    done(stopping ? STOPPING : (refusedHost(request.raw) ?? refusedAddress(request.url, limits)));
  });
  fastify.addHook('onResponse', (request, { statusCode: status, elapsedTime }, done) => {
    const { method, id: correlationId, routeOptions, principal, refusal } = request as FastifyRequest & KnownRequest;
    const ms = Math.round(elapsedTime * 10) / 10;
    const route = routeOptions.url ?? 'none';
    log.info({ method, route, status, ms, correlationId, member: principal?.memberId }, 'request');
    observer?.ended({ method, route, status, ms: elapsedTime, refusal });
    done();
  });
  return adapter;
}

const STOPPING = new Refusal('stopping', 'This process is stopping; send the request again.');

/** RFC 9112, 3.2: whom a request is for must be said, once. */
function refusedHost({ rawHeaders, httpVersion }: IncomingMessage): Refusal | undefined {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) if (/^host$/i.test(rawHeaders[index]!)) hosts++;
  if (hosts === 1 || (hosts === 0 && httpVersion === '1.0')) return undefined;
  return new Refusal('malformed-request', 'A request needs one Host header.');
}

/** A URL that the router cannot parse never reaches a hook. */
function answerUnroutable(error: Error, request: FastifyRequest, reply: FastifyReply, observer?: RequestObserver): void {
  const refusal = refusalOf(error);
  observer?.refused(refusal);
  const problem = problemOf(refusal, request.id);
  void reply.headers(BASE_HEADERS).header('stoa-correlation-id', request.id);
  void reply.status(problem.status).type('application/problem+json').send(problem);
}

function refusedAddress(url: string, limits: RequestLimits): Refusal | undefined {
  if (url.length > limits.url) return new Refusal('uri-too-long', `A URL has at most ${limits.url} characters.`);
  return url.includes('%00') ? new Refusal('malformed-request', 'A URL must not contain NUL.') : undefined;
}
