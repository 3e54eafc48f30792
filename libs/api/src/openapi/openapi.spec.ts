import { readFileSync } from 'node:fs';
import { ERRORS } from '@stoa/http';
import { bodySchemaOf } from '../commands/command-input.ts';
import { routePath, type Operation } from '../routes/operation.ts';
import { operations } from '../routes/operations.ts';
import { renderErrorReference } from './error-reference.ts';
import { renderHttpReference } from './http-reference.ts';
import { apiUnderTest } from '../testing/api-under-test.ts';
import { operationNames } from '../testing/requests.ts';
import { bodyExamples } from './examples.ts';
import { openApi } from './openapi.ts';
import { takesBody } from './problem-responses.ts';

interface Described {
  operationId: string;
  tags: string[];
  summary: string;
  security: object[];
  parameters: { name: string; in: string; required: boolean; description: string; schema: object }[];
  requestBody?: { content: { 'application/json': { schema: object; example: object } } };
  responses: Record<string, { description: string; headers?: object; content?: object }>;
}
interface Api {
  openapi: string;
  tags: { name: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
}

const api = openApi() as Api;
const described = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

describe('the OpenAPI description', () => {
  it('has every route of the running router, and no other', async () => {
    const { app, routes } = await apiUnderTest();
    const served = await app.inject('/openapi.json');
    await app.close();
    expect(served.json()).toEqual(JSON.parse(JSON.stringify(api)));
    expect(described.map(({ path, method }) => `${method} ${routePath({ path })}`).sort()).toEqual(
      routes.filter((route) => !route.startsWith('HEAD ')).sort(),
    );
  });

  it('names each operation once, under a declared tag', () => {
    expect(described.map(({ operation }) => operation.operationId).sort()).toEqual([...operationNames].sort());
    const tags = api.tags.map(({ name }) => name);
    for (const { operation } of described) expect(tags).toEqual(expect.arrayContaining(operation.tags));
  });

  it.each(described.map(({ path, method, operation }) => [`${method} ${path}`, path, method, operation] as const))(
    '%s tells its parameters, answers and problems',
    (_name, path, method, { parameters, responses, security, summary, tags }) => {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      for (const { description } of parameters) expect(description).not.toBe('');
      const key = parameters.find(({ name }) => name === 'Idempotency-Key');
      const keyless = method === 'GET' || tags.includes('pages') || tags.includes('views');
      expect(key?.required).toBe(keyless ? undefined : method === 'POST');
      expect(summary).not.toBe('');
      expect(security.length).toBeGreaterThan(0);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '422', '500', 'default']));
      for (const [status, { content }] of Object.entries(responses))
        if (Number(status) >= 400) expect(content).toHaveProperty('application/problem+json');
    },
  );

  it('refers only to schemas that it has', () => {
    const references = [...JSON.stringify(api).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
    expect(Object.keys(api.components.schemas)).toEqual(expect.arrayContaining([...new Set(references)]));
  });

  it.each(operationNames.filter((name) => takesBody(operations[name])))('has a body for %s that the api takes', (name) => {
    const operation: Operation = operations[name];
    expect(bodySchemaOf(operation).safeParse(bodyExamples[name])).toMatchObject({ success: true });
  });

  it('tells the bounds that hold', () => {
    const limit = api.paths['/v1/questions']?.get?.parameters.find(({ name }) => name === 'limit');
    expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 100 });
    expect(JSON.stringify(api.paths['/v1/questions']?.post?.requestBody)).toContain('"additionalProperties":false');
  });
});

describe.each([
  ['http-api.md', renderHttpReference],
  ['errors.md', renderErrorReference],
])('docs/reference/%s', (file, render) => {
  it('matches the code (regenerate with `npm run docs`)', () => {
    expect(readFileSync(new URL(`../../../../docs/reference/${file}`, import.meta.url), 'utf8')).toBe(render());
  });
});

it('every code has a meaning and a remedy', () => {
  for (const { title, remedy, status } of Object.values(ERRORS)) {
    expect(title && remedy).toBeTruthy();
    expect(status).toBeGreaterThanOrEqual(400);
  }
});
