import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Refusal } from '@stoa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { correlationOf } from './headers.ts';
import { problemOf } from './problem.ts';

const BODY_LIMIT = 128 * 1024;
const URL_LIMIT = 8 * 1024;
const HEADER_LIMIT = 32 * 1024;

export interface RequestLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const SECURITY_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Fastify with every size and time bounded, bodies JSON only, and whatever is wrong answered as problem+json. */
export function fastifyAdapter(log: RequestLog): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    maxParamLength: 300,
    trustProxy: false,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: HEADER_LIMIT },
    genReqId: (request: IncomingMessage) => correlationOf(one(request.headers['x-correlation-id']), one(request.headers['traceparent'])) ?? randomUUID(),
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(new Refusal('malformed-request', 'The path is not well-formed.'), String(request.id));
      void reply.status(problem.status).type('application/problem+json').send(problem);
    },
    clientErrorHandler: (error, socket) => {
      const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'malformed-request';
      const problem = problemOf(new Refusal(code, code === 'headers-too-large' ? 'The headers are too large.' : 'This is not HTTP.'), randomUUID());
      const body = JSON.stringify(problem);
      if (!socket.writable) return socket.destroy();
      socket.end(
        `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    },
  });
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(SECURITY_HEADERS).header('stoa-correlation-id', request.id);
    done(request.url.length > URL_LIMIT ? new Refusal('uri-too-long', `An address has at most ${URL_LIMIT} characters.`) : refusedPath(request.url));
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, id: correlationId } = request;
    const route = request.routeOptions.url ?? 'none';
    log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10, correlationId }, 'request');
    done();
  });
  return adapter;
}

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

function refusedPath(url: string): Refusal | undefined {
  return /%00|\0/.test(url) ? new Refusal('malformed-request', 'An address has no NUL.') : undefined;
}
