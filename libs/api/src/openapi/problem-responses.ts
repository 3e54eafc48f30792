import { ERRORS } from '@stoa/http';
import type { ErrorCode } from '@stoa/kernel';
import { bodySchemaOf } from '../commands/command-input.ts';
import { takesForm, type Operation } from '../routes/operation.ts';
import { namesIn } from '../routes/path-parameters.ts';
import { writes, type Access } from '../access/policy.ts';

export const takesBody = (operation: Operation): boolean => Object.keys(bodySchemaOf(operation).shape).length > 0;

/** Every error code of an operation, from its shape. */
export function codesOf(operation: Operation, access: Access): ErrorCode[] {
  const { command, path, query, ifMatch, form, shed, refuses = [] } = operation;
  const when = (condition: unknown, ...codes: ErrorCode[]) => (condition ? codes : []);
  return [
    ...new Set<ErrorCode>([
      'malformed-request',
      'unauthenticated',
      'rate-limited',
      ...when(access !== 'public' || takesForm(operation), 'forbidden'),
      ...when(writes(operation, access), 'suspended'),
      ...when(namesIn(path).length > 0, 'not-found'),
      ...when(form !== 'html', 'not-acceptable'),
      ...when(takesBody(operation) && !takesForm(operation), 'malformed-json'),
      ...when(takesBody(operation), 'payload-too-large', 'unsupported-media-type'),
      ...when(command, 'idempotency-key-reused', 'revision-conflict', 'storage-unavailable', 'log-damaged', 'newer-events'),
      ...when(shed !== 'never', 'overloaded'),
      ...when(ifMatch === true, 'precondition-required'),
      ...when(ifMatch, 'precondition-failed'),
      ...when(query && 'after' in query.shape, 'projection-behind'),
      ...refuses,
      'unknown-field',
      'validation-failed',
      'internal',
      'stopping',
    ]),
  ];
}

/** The responses of those codes, by status. */
export function problemResponses(codes: readonly ErrorCode[], { form, also = {} }: Operation): Record<string, object> {
  const statuses = [...new Set([...codes.map((code) => ERRORS[code].status), ...Object.keys(also).map(Number)])].sort();
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    ...(form === 'html' ? { 'text/html': { schema: { type: 'string' } } } : {}),
  };
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = codes.filter((code) => ERRORS[code].status === status);
      const description = ofStatus.map((code) => `\`${code}\`: ${ERRORS[code].title}.`).join(' ');
      const other = also[status] && { 'application/json': { schema: { $ref: `#/components/schemas/${also[status]}` } } };
      return [
        String(status),
        { description: description || 'Not now.', headers: headersOf(status), content: { ...content, ...other } },
      ];
    }),
  );
}

function headersOf(status: number): Record<string, object> {
  const text = (description: string) => ({ description, schema: { type: 'string' } });
  return {
    'Stoa-Correlation-Id': text('Names this request in our logs.'),
    ...(status === 401 ? { 'WWW-Authenticate': text('Bearer') } : {}),
    ...(status === 503 ? { 'Retry-After': text('Seconds to wait.') } : {}),
  };
}
