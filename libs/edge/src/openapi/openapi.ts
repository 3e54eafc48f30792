import { ERRORS } from '@stoa/http';
import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { operations } from '../operations.ts';
import { answerSchemas } from './schemas.ts';

const json = (schema: object) => ({ 'application/json': { schema } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const header = (name: string, required: boolean, description: string) => ({ name, in: 'header', required, description, schema: { type: 'string' } });
const schemaOf = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};

let description: object | undefined;

/** The API's description (OpenAPI 3.1), made from the same table that routes, guards and validates. */
export function openApi(): object {
  return (description ??= describe());
}

function describe(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, operation] of Object.entries(operations) as [string, Operation][])
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = pathItem(operationId, operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stoa',
      version: '1',
      description:
        'Ask, answer, rate; read ranked question pages and boards of mentors. A command answers with the position of its event; a query with `after` waits for it. Errors are problem+json with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '`stoa_<id>_<secret>`, from POST /v1/tokens or `npx stoa token create`.' } },
      schemas: Object.fromEntries(Object.entries(answerSchemas).map(([name, schema]) => [name, schemaOf(schema)])),
    },
  };
}

function pathItem(operationId: string, operation: Operation): object {
  const body = bodySchema(operation);
  const status = String(operation.status ?? (operation.location ? 201 : 200));
  return {
    operationId,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.access === 'public' ? { security: [{}, { token: [] }] } : { security: [{ token: [] }] }),
    description: operation.access === 'public' ? 'Open to everybody.' : `For: ${operation.access}.`,
    parameters: parametersOf(operation),
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      [status]: { description: 'Done', headers: headersOf(operation), ...contentOf(operation) },
      ...(operation.conditional ? { '304': { description: 'The client holds it' } } : {}),
      default: { description: `A problem; its code is one of ${Object.keys(ERRORS).join(', ')}`, content: { 'application/problem+json': { schema: reference('Problem') } } },
    },
  };
}

function bodySchema({ command, body, fixed, path }: Operation): Record<string, unknown> | undefined {
  if (body) return schemaOf(body);
  if (!command) return undefined;
  const schema = schemaOf(command.schema) as { properties?: Record<string, unknown>; required?: string[] };
  const elsewhere = new Set([...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name), ...Object.keys(fixed ?? {})]);
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !elsewhere.has(name)));
  if (Object.keys(properties).length === 0) return undefined;
  return { ...schema, properties, required: (schema.required ?? []).filter((name) => !elsewhere.has(name)) };
}

function parametersOf({ path, query, method, ifMatch, conditional }: Operation): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const fields = query ? (schemaOf(query) as { properties: Record<string, { description?: string }> }).properties : {};
  const inQuery = Object.entries(fields).map(([name, schema]) => ({ name, in: 'query', required: false, schema, ...(schema.description ? { description: schema.description } : {}) }));
  return [
    ...inPath,
    ...inQuery,
    ...(method === 'GET' ? [] : [header('Idempotency-Key', method === 'POST', 'The same key has its effect once.')]),
    ...(ifMatch ? [header('If-Match', true, 'The ETag that you have read, such as "r3".')] : []),
    ...(conditional ? [header('If-None-Match', false, 'ETags that you hold.')] : []),
  ];
}

function headersOf({ method, conditional, location, ifMatch }: Operation): object {
  const text = (description: string) => ({ description, schema: { type: 'string' } });
  return {
    'Stoa-Correlation-Id': text('Names this request in our logs.'),
    ...(method === 'GET' ? {} : { 'Stoa-Position': text('Position of the event; give it to a query as `after`.') }),
    ...(location ? { Location: text('Where the created thing is.') } : {}),
    ...(conditional || ifMatch || location ? { ETag: text('The tag of what is answered or was changed.') } : {}),
  };
}

function contentOf({ answer, form }: Operation): object {
  if (form === 'html') return { content: { [answer === 'Css' ? 'text/css' : 'text/html']: { schema: { type: 'string' } } } };
  return { content: json(reference(answer)) };
}
