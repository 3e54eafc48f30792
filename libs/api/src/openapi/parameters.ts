import { MAX_TAGS } from '@stoa/http';
import { takesForm, type Operation } from '../routes/operation.ts';
import { pathParametersOf } from '../routes/path-parameters.ts';
import { schemaOf, type JsonSchema } from './json-schema.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: JsonSchema;
}

const text = { type: 'string' };
/** RFC 9110, 13.1.1, without what it merely lets pass: blanks around a list, and empty elements. */
const TAG = '(?:W/)?"[!#-~]*"';
const IF_MATCH = `^(?:\\*|${TAG}(?:, ?${TAG}){0,${MAX_TAGS - 1}})$`;

/** Everything in a request besides its body. */
export function parametersOf(operation: Operation): Parameter[] {
  const { query, method, ifMatch, etag, keyless } = operation;
  const inPath = Object.entries(pathParametersOf(operation)).map(([name, { description, schema }]): Parameter => {
    const { type, format, pattern } = schemaOf(schema);
    const form = format ? { format } : pattern ? { pattern } : {};
    return { name, in: 'path', required: true, description, schema: { type, ...form } };
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
    ...(method === 'GET' || keyless || takesForm(operation) ? [] : [idempotencyKey(method === 'POST')]),
    ...(ifMatch
      ? [
          header(
            'If-Match',
            ifMatch === true,
            'The ETag of the resource, such as `"r3"`; several of which it must be one; or `*` for any.',
            IF_MATCH,
          ),
        ]
      : []),
    ...(etag ? [header('If-None-Match', false, 'ETags that you hold, or `*`.')] : []),
    header('X-Correlation-Id', false, 'A UUID for the response and our logs; `traceparent` works as well.'),
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
    'A new one for each new request: the same key with the same body takes effect once; with another body it is refused.',
    '^[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?$',
  );
