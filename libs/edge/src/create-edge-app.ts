import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemFilter, fastifyAdapter, type RequestLog } from '@stoa/http';
import type { Refusal } from '@stoa/kernel';
import { methodsAt } from './operation.ts';
import { operations } from './operations.ts';
import { PAGE_POLICY } from './pages/layout.ts';
import { refusalHtml } from './pages/refusal.page.ts';

/** Boots a module that imports EdgeModule, with limits, problems and headers as every process of ours has them. */
export async function createEdgeApp(module: DynamicModule | Type, { logger }: { logger: RequestLog }): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, fastifyAdapter(logger), { bodyParser: false, logger: ['error', 'warn'], abortOnError: false });
  const page = (refusal: Refusal, { url, headers }: { url: string; headers: { accept?: string } }) =>
    /^\/(?:$|\?|q\/|t\/)/.test(url) && headers.accept !== 'application/json' ? refusalHtml(refusal) : undefined;
  app.useGlobalFilters(new ProblemFilter(logger, { page, methodsOf: (path) => methodsAt(Object.values(operations), path) }));
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (_request, reply, payload, done) => {
      if (String(reply.getHeader('content-type')).startsWith('text/html')) void reply.header('content-security-policy', PAGE_POLICY);
      done(null, payload);
    });
  return app;
}
