import { LIMITS } from '@stoa/http';
import { bodySchemaOf } from '../commands/command-input.ts';
import { isJob, statusOf, takesForm, type Operation } from '../routes/operation.ts';
import { operations, type OperationName } from '../routes/operations.ts';
import { policy } from '../access/policy.ts';
import { bodyExamples } from './examples.ts';
import { schemaOf } from './json-schema.ts';
import { parametersOf } from './parameters.ts';
import { codesOf, problemResponses, takesBody } from './problem-responses.ts';
import { responses } from '../routes/responses.ts';

const INTRODUCTION = `Ask, answer, rate; read ranked question pages and boards of mentors.

A command responds with the position of its event (also in \`Stoa-Position\`); a query with \`after=<position>\` waits until it has seen it.
Errors are \`application/problem+json\` with a stable \`code\`. Bodies are JSON objects of at most ${LIMITS.body / 1024} KiB in UTF-8; unknown fields are refused.`;

let description: object | undefined;

/** The API's description (OpenAPI 3.1), made from the same table that routes and validates and the policy that guards. */
export const openApi = (): object => (description ??= describe());

function describe(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, operation] of Object.entries(operations) as [OperationName, Operation][])
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationObject(name, operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stoa',
      version: '1',
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'questions', description: 'Questions and their pages.' },
      { name: 'answers', description: 'Answers by mentors.' },
      { name: 'mentors', description: 'Mentors, their expertise and their boards.' },
      { name: 'access', description: 'Members, roles and tokens.' },
      { name: 'views', description: 'What readers have seen, and what is made of it.' },
      { name: 'operations', description: 'Read models, imports and health.' },
      { name: 'pages', description: 'Pages for readers without script.' },
    ],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '`stoa_<id>_<secret>`, from `POST /v1/tokens`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-stoa-session',
          description: 'From `POST /sign-in`, for pages alone; over plain HTTP between machines it is called `stoa-session`.',
        },
        adminSecret: {
          type: 'apiKey',
          in: 'header',
          name: 'Stoa-Admin-Secret',
          description: 'The data folder’s secret, from the same machine only: grants the admin role.',
        },
      },
      schemas: Object.fromEntries(Object.entries(responses).map(([name, schema]) => [name, schemaOf(schema)])),
    },
  };
}

function operationObject(name: OperationName, operation: Operation): object {
  const access = policy[name];
  const page = operation.form === 'html';
  const known = page ? [{ session: [] }] : [{ token: [] }, { adminSecret: [] }];
  return {
    operationId: name,
    tags: [operation.tag],
    summary: operation.summary,
    description: access === 'public' ? 'Open to everybody.' : `Requires the role: ${access}.`,
    // Who asks for a page without a session is led to where they get one.
    security: access === 'public' || (page && operation.method === 'GET') ? [{}, ...known] : known,
    parameters: parametersOf(operation),
    ...(takesBody(operation) ? { requestBody: bodyOf(name, operation) } : {}),
    responses: {
      [statusOf(operation)]: { description: 'Done.', headers: headersOf(operation), ...contentOf(operation) },
      ...(statusOf(operation) === 201 ? { '200': { description: 'A repeat: done before.', ...contentOf(operation) } } : {}),
      ...(access !== 'public' && page ? { '303': { description: 'To the page for signing in.' } } : {}),
      ...(operation.etag ? { '304': { description: 'Not modified.' } } : {}),
      ...problemResponses(codesOf(operation, access), operation),
      default: { description: 'Any other problem.', content: { 'application/problem+json': { schema: reference('Problem') } } },
    },
  };
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const bodyOf = (name: OperationName, operation: Operation) => ({
  required: true,
  content: {
    [takesForm(operation) ? 'application/x-www-form-urlencoded' : 'application/json']: {
      schema: schemaOf(bodySchemaOf(operation)),
      example: bodyExamples[name],
    },
  },
});

function headersOf({ command, etag, location, ifMatch, response }: Operation): object {
  const text = (description: string) => ({ description, schema: { type: 'string' } });
  return {
    'Stoa-Correlation-Id': text('Names this request in our logs.'),
    ...(command && !isJob(response) ? { 'Stoa-Position': text('Position of the event; give it to a query as `after`.') } : {}),
    ...(command ? { 'Idempotency-Replayed': text('`true` for a repeated request, which had no further effect.') } : {}),
    ...(location ? { Location: text('URL of the created resource.') } : {}),
    ...(response === 'Redirect' ? { Location: text('Path of the page.'), 'Set-Cookie': text('The session.') } : {}),
    ...(etag || ifMatch || (location && !isJob(response)) ? { ETag: text('Entity tag of the resource.') } : {}),
  };
}

function contentOf({ response, form, csv }: Operation): object {
  const text = { schema: { type: 'string' } };
  if (response === 'Asset') return { content: { 'text/css': text, 'image/svg+xml': text } };
  if (response === 'Redirect') return {};
  const table = csv ? { 'text/csv': text } : {};
  if (form === 'html') return { content: { 'text/html': text, ...table } };
  return { content: { 'application/json': { schema: reference(response) }, ...table } };
}
