import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  LIMITS,
  ProblemFilter,
  fastifyAdapter,
  nestLogger,
  oneOf,
  sameSecret,
  shedOverload,
  type Place,
  type ReadinessCheck,
  type RequestLog,
  type RequestObserver,
} from '@stoa/http';
import { Refusal } from '@stoa/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HealthController, READINESS } from './health.controller.ts';

export const SECRET_HEADER = 'stoa-service-secret';

export interface ServiceAppOptions {
  readonly logger: RequestLog;
  readonly readiness: readonly ReadinessCheck[];
  readonly imports?: readonly (DynamicModule | Type)[];
  /** Requests without it are refused before the body is read; without a secret, only health is served. */
  readonly secret?: string;
  /** Bytes of a request's body. */
  readonly bodyLimit?: number;
  readonly observer?: RequestObserver | undefined;
  /** Whether commands and queries are refused when more come than can be answered in time. */
  readonly shedding?: boolean;
}

class ServiceModule {}

/** Larger than the API's limit: a command is sent with its context. */
const BODY_LIMIT = 2 * LIMITS.body;
const OPEN = /^\/health\/(?:live|ready)$/;

/** The HTTP server of an internal process: health is public, everything else needs the secret. */
export async function createServiceApp({
  logger,
  readiness,
  imports = [],
  secret,
  bodyLimit = BODY_LIMIT,
  observer,
  shedding = false,
}: ServiceAppOptions): Promise<NestFastifyApplication> {
  const adapter = fastifyAdapter(logger, { ...LIMITS, body: bodyLimit }, observer);
  const fastify = adapter.getInstance<FastifyInstance>();
  if (shedding) shedOverload(fastify, { placeOf, log: logger });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const given = oneOf(request.headers[SECRET_HEADER]);
    const open = OPEN.test(request.url) || (secret !== undefined && given !== undefined && sameSecret(given, secret));
    done(open ? undefined : new Refusal('unauthenticated', 'This endpoint is internal.'));
  });
  const module = {
    module: ServiceModule,
    imports: [...imports],
    controllers: [HealthController],
    providers: [{ provide: READINESS, useValue: readiness }],
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: nestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(logger));
  return app;
}

/** All of a service's commands wait for one store. */
function placeOf({ url }: FastifyRequest): Place | undefined {
  if (url.startsWith('/commands/')) return { kind: 'writes', lane: 'store' };
  return url.startsWith('/queries/') ? { kind: 'reads', lane: 'store' } : undefined;
}
