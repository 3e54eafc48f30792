import { Refusal, type FieldError } from '@stoa/kernel';
import type { z } from 'zod';

/** Parses a value; throws one Refusal that lists every invalid field. `prefix` is `/` for bodies and `?` for queries. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown, prefix: '/' | '?'): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, prefix));
  const unknown = errors.some(({ code }) => code === 'unknown');
  throw unknown
    ? new Refusal('unknown-field', 'The request has unknown fields; remove the listed ones.', errors)
    : new Refusal('validation-failed', 'Validation failed; correct the listed fields.', errors);
}

function fieldErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const path = issue.path.map(String);
  const pointer = (parts: readonly string[]) =>
    prefix + parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointer([...path, key]), code: 'unknown', expected: 'no such field' }));
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.flat().at(-1);
    if (deepest && deepest.path.length > 0) return fieldErrors({ ...deepest, path: [...issue.path, ...deepest.path] }, prefix);
    // None of the alternatives fits at all: all of them are named.
    if (deepest) {
      const messages = new Set(issue.errors.flat().map(({ message }) => message));
      return [{ pointer: pointer(path), code: deepest.code, expected: [...messages].join('; or ') }];
    }
  }
  return [{ pointer: pointer(path), code: issue.code, expected: issue.message }];
}
