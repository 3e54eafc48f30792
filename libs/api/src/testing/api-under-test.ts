import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RequestLimits } from '@stoa/http';
import type { InjectOptions, Response } from 'light-my-request';
import { createApiApp } from '../create-api-app.ts';
import { ApiModule } from '../api.module.ts';
import type { ApiOptions } from '../api.options.ts';
import { viewsUnderTest } from './views-under-test.ts';
import { assertConforms } from './conformance.ts';
import { SESSION_KEY } from './sessions.ts';
import { FakeContexts, FakeContextsModule } from './fake-contexts.ts';

export const ADMIN_SECRET = 'the-secret-of-the-data-folder';

export interface ApiUnderTest {
  readonly app: NestFastifyApplication;
  readonly contexts: FakeContexts;
  /** `METHOD /path` of every route that the router has. */
  readonly routes: readonly string[];
  /** What was logged, as one line of JSON each. */
  readonly log: string[];
}

@Module({})
class RootModule {}

/** The whole api over fake contexts, ready for `app.inject()`, which throws where a response is not what the table of operations says. */
export async function apiUnderTest(
  options: Partial<ApiOptions> = {},
  limits: Partial<RequestLimits> = {},
): Promise<ApiUnderTest> {
  const contexts = new FakeContexts();
  const log: string[] = [];
  const write = (fields: object, message: string) => void log.push(JSON.stringify({ ...fields, message }));
  const imports = [
    FakeContextsModule.of(contexts),
    ApiModule.forRoot({
      adminSecret: ADMIN_SECRET,
      views: viewsUnderTest(),
      sessionKey: SESSION_KEY,
      now: () => new Date('2026-11-24T09:00:00.000Z'),
      ...options,
    }),
  ];
  const app = await createApiApp({ module: RootModule, imports }, { logger: { info: write, error: write }, limits });
  const routes: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => void routes.push(...[method].flat().map((one) => `${one} ${url}`)));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app: checked(app), contexts, routes, log };
}

/** The app, but that `inject` looks at each response. */
function checked(app: NestFastifyApplication): NestFastifyApplication {
  const inject = async (request: InjectOptions | string): Promise<Response> => {
    const response = await app.inject(request);
    const { method = 'GET', url = '' } = typeof request === 'string' ? { url: request } : request;
    const header = (name: string) => response.headers[name]?.toString();
    if (method !== 'HEAD') assertConforms({ method, url: String(url), status: response.statusCode, header, body: response.body });
    return response;
  };
  return new Proxy(app, { get: (target, name) => (name === 'inject' ? inject : Reflect.get(target, name)) });
}
