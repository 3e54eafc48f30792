import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  LIMITS,
  ProblemFilter,
  accepts,
  fastifyAdapter,
  nestLogger,
  shedOverload,
  type RequestLimits,
  type RequestLog,
  type RequestObserver,
} from '@stoa/http';
import { refusalHtml } from '@stoa/site';
import { Admission } from './admission/admission.ts';
import { placesOf, type Lanes } from './admission/places.ts';
import { SignInRequired } from './access/sign-in-required.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiRequest } from './api-request.ts';
import { allowedMethods } from './routes/allowed-methods.ts';
import type { Operation } from './routes/operation.ts';
import type { RouteConfig } from './routes/operation.decorator.ts';
import { operations, type OperationName } from './routes/operations.ts';

export interface ApiAppOptions {
  /** A line per request and every unexpected error. */
  readonly logger: RequestLog;
  readonly limits?: Partial<RequestLimits>;
  readonly observer?: RequestObserver | undefined;
  /** What writes wait for; without it nothing is refused for overload. */
  readonly shedding?: Lanes | undefined;
}

/** Creates the app of a module that imports ApiModule, with the limits, problems and headers of every process of ours. */
export async function createApiApp(
  module: DynamicModule | Type,
  { logger, limits, observer, shedding }: ApiAppOptions,
): Promise<NestFastifyApplication> {
  const adapter = fastifyAdapter(logger, { ...LIMITS, ...limits }, observer);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: nestLogger(logger),
    abortOnError: false,
  });
  const admission = app.get(Admission);
  const fastify = adapter.getInstance<FastifyInstance>();
  if (shedding) {
    const placeOf = placesOf(shedding);
    shedOverload(fastify, { placeOf: (request) => placeOf(operationIn(request)), log: logger });
  }
  fastify.addHook('onRequest', (request, reply) => admission.admit(request as ApiRequest, reply, operationIn(request)));
  app.useGlobalFilters(
    new ProblemFilter(logger, {
      methodsOf: allowedMethods,
      page: (refusal, request) =>
        wantsPage(request.url, request.headers.accept) ? refusalHtml(refusal, (request as ApiRequest).reader) : undefined,
      elsewhere: (refusal) => (refusal instanceof SignInRequired ? refusal.signIn : undefined),
    }),
  );
  return app;
}

const operationIn = ({ routeOptions }: FastifyRequest): OperationName | undefined =>
  (routeOptions.config as RouteConfig | undefined)?.operation;

/** The first parts of the paths of pages; of the start page, nothing. */
const PAGES = new Set(
  Object.values<Operation>(operations)
    .filter(({ form, response }) => form === 'html' && response !== 'Asset')
    .map(({ path }) => path.split('/')[1]!),
);
const MACHINES = /^\/(?:v1|health|assets)\/|^\/openapi/;

/** On page routes, clients that accept HTML get a page; elsewhere only those that name it in Accept, as browsers do. */
const wantsPage = (url: string, accept: string | undefined): boolean =>
  isPage(url.split('?')[0]!) ? accepts(accept, 'text/html') : !MACHINES.test(url) && /\btext\/html\b/.test(accept ?? '');

const isPage = (path: string): boolean => path === '/' || (!path.startsWith('//') && PAGES.has(path.split('/')[1] ?? ''));
