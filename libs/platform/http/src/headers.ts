import { Refusal } from '@stoa/kernel';

/** A revision as an entity tag. */
export const revisionTag = (revision: number): string => `"r${revision}"`;

/** The revision that If-Match names. Throws precondition-required where it is missing, malformed-request where it names none. */
export function ifMatchRevision(header: string | undefined): number {
  if (header === undefined) throw new Refusal('precondition-required', 'Send the ETag of the resource in If-Match.');
  const revision = /^"r(\d{1,9})"$/.exec(header.trim())?.[1];
  if (revision === undefined) throw new Refusal('malformed-request', 'If-Match must be one ETag such as "r3".');
  return Number(revision);
}

/** The tags that If-None-Match names, unquoted and without W/; `*` stands for any. Malformed ones are ignored. */
export function heldTags(header: string | undefined): string[] {
  if (header === undefined) return [];
  if (header.trim() === '*') return ['*'];
  return [...header.slice(0, 4096).matchAll(/(?:W\/)?"([\x21\x23-\x7e]{0,200})"/g)].map(([, tag]) => tag ?? '');
}

/** The Idempotency-Key; throws where it is required and missing, or not 1 to 255 printable ASCII characters. */
export function idempotencyKey(header: string | undefined, required: boolean): string | undefined {
  if (header === undefined && !required) return undefined;
  if (header === undefined || !/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(header))
    throw new Refusal(
      'malformed-request',
      'A POST needs an Idempotency-Key of 1 to 255 printable ASCII characters, a new one for each new request.',
    );
  return header;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The caller's trace id as a UUID; undefined where there is no well-formed one. */
export function correlationOf(correlation: string | undefined, traceparent: string | undefined): string | undefined {
  if (correlation && UUID.test(correlation)) return correlation;
  const trace = /^00-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(
    traceparent ?? '',
  );
  return trace && !/^0+$/.test(trace.slice(1).join('')) ? trace.slice(1).join('-') : undefined;
}

/** The first value of a header that may have been sent more than once. */
export const oneOf = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
