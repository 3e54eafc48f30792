import { pathParameters, type Operation } from '../routes/operation.ts';
import { schemaOf, type JsonSchema } from './json-schema.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: JsonSchema;
}

const uuid = { type: 'string', format: 'uuid' };
const text = { type: 'string' };
const PATH: Record<string, [string, JsonSchema]> = {
  questionId: ['The question’s id.', uuid],
  answerId: ['The answer’s id.', uuid],
  mentorId: ['The mentor’s id.', uuid],
  memberId: ['The member’s id.', uuid],
  tokenId: ['The token’s id: the part between `stoa_` and the secret, with hyphens.', uuid],
  slug: ['The question’s slug or id.', text],
  topic: ['The topic: its name where one is added, else its key.', text],
  projection: ['The read model’s name.', text],
  source: ['The other system’s name, from which all ids follow.', text],
  rebuild: ['The rebuild’s id.', text],
  file: ['The file’s name, which changes with its content.', text],
};
/** Reads that take a readable name as well as an id. */
const NAMED: Record<string, [string, JsonSchema]> = {
  questionId: ['The question’s id or slug.', text],
  mentorId: ['The mentor’s id or handle.', text],
};

/** All that a request may carry beside its body. */
export function parametersOf({ path, query, method, ifMatch, conditional }: Operation): Parameter[] {
  const inPath = pathParameters(path).map((name): Parameter => {
    const [description, schema] = (method === 'GET' && NAMED[name]) || (PATH[name] ?? [name, text]);
    return { name, in: 'path', required: true, description, schema };
  });
  const fields = Object.entries(query ? (schemaOf(query).properties ?? {}) : {});
  const inQuery = fields.map(([name, { description = '', ...schema }]): Parameter => ({
    name,
    in: 'query',
    required: false,
    description,
    schema,
  }));
  return [
    ...inPath,
    ...inQuery,
    ...(method === 'GET' ? [] : [idempotencyKey(method === 'POST')]),
    ...(ifMatch ? [header('If-Match', true, 'The ETag that you have read, such as `"r3"`.', '^"r\\d{1,9}"$')] : []),
    ...(conditional ? [header('If-None-Match', false, 'ETags that you hold, or `*`.')] : []),
    header('X-Correlation-Id', false, 'A UUID of yours, which the answer and our logs then name; `traceparent` does as well.'),
  ];
}

const header = (name: string, required: boolean, description: string, pattern?: string): Parameter => ({
  name,
  in: 'header',
  required,
  description,
  schema: pattern ? { type: 'string', pattern } : text,
});

const idempotencyKey = (required: boolean): Parameter =>
  header(
    'Idempotency-Key',
    required,
    'A fresh one for each new request: the same key with the same body has its effect once; with another body it is refused.',
    '^[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?$',
  );
