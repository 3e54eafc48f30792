import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LIMITS, ProblemFilter, accepts, fastifyAdapter, type RequestLimits, type RequestLog } from '@stoa/http';
import { allowedMethods } from './routes/allowed-methods.ts';
import { refusalHtml } from '@stoa/site';

export interface ApiAppOptions {
  /** A line per request and every unexpected error. */
  readonly logger: RequestLog;
  readonly limits?: Partial<RequestLimits>;
}

/** Creates the app of a module that imports ApiModule, with the limits, problems and headers of every process of ours. */
export async function createApiApp(
  module: DynamicModule | Type,
  { logger, limits }: ApiAppOptions,
): Promise<NestFastifyApplication> {
  const adapter = fastifyAdapter(logger, { ...LIMITS, ...limits });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.useGlobalFilters(
    new ProblemFilter(logger, {
      methodsOf: allowedMethods,
      page: (refusal, { url, headers }) => (wantsPage(url, headers.accept) ? refusalHtml(refusal) : undefined),
    }),
  );
  return app;
}

const PAGES = /^\/(?:$|\?|[qt]\/)/;
const MACHINES = /^\/(?:v1|health|assets)\/|^\/openapi/;

/** On page routes, clients that accept HTML get a page; elsewhere only those that name it in Accept, as browsers do. */
const wantsPage = (url: string, accept: string | undefined): boolean =>
  PAGES.test(url) ? accepts(accept, 'text/html') : !MACHINES.test(url) && /\btext\/html\b/.test(accept ?? '');
