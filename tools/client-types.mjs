// The types of libs/api-client, made from the OpenAPI description: `npm run docs` writes them, a test of libs/api compares.
// As a program: description on standard input, types on standard output.
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypes, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

export const CLIENT_TYPES = 'libs/api-client/src/schema.ts';

const HEAD = `// Generated from the OpenAPI description (\`npm run docs\`). Do not edit.\n`;

/** The text of the module that holds them. */
export async function clientTypes(description) {
  const types = await openapiTypes(asCalled(description), { alphabetize: true });
  const file = join(import.meta.dirname, '..', CLIENT_TYPES);
  return format(HEAD + astToString(types), { ...(await resolveConfig(file)), parser: 'typescript' });
}

/** What a program calls: no pages. Every problem has one schema; the client sends Idempotency-Key by itself. */
function asCalled(description) {
  const { paths, ...rest } = JSON.parse(JSON.stringify(description));
  const called = Object.entries(paths).filter(([path]) => path.startsWith('/v1/'));
  for (const operation of called.flatMap(([, operations]) => Object.values(operations))) {
    operation.responses = Object.fromEntries(Object.entries(operation.responses).filter(([status]) => !/^[45]/.test(status)));
    delete operation.requestBody?.content['application/json'].example;
    for (const parameter of operation.parameters) if (parameter.name === 'Idempotency-Key') parameter.required = false;
  }
  return { ...rest, paths: Object.fromEntries(called) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(await clientTypes(await json(process.stdin)));
