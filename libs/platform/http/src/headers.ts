import { Refusal } from '@stoa/kernel';

/** A revision as an entity tag. */
export const revisionTag = (revision: number): string => `"r${revision}"`;

/** Entity tags in one If-Match; nobody has seen more of one resource at once. */
export const MAX_TAGS = 32;

/**
 * The revisions of which If-Match (RFC 9110, 13.1.1) requires one: a single one as a number; undefined for `*`, which any revision meets. Tags are
 * compared strongly, so a weak one, and one that was never ours, is met by none. Throws precondition-required where the header is missing,
 * malformed-request where it is no list of entity tags.
 */
export function ifMatchRevision(header: string | undefined): number | number[] | undefined {
  if (header === undefined) throw new Refusal('precondition-required', 'Send the ETag of the resource in If-Match.');
  if (header.trim() === '*') return undefined;
  const tags = entityTags(header);
  if (!tags || tags.length > MAX_TAGS)
    throw new Refusal('malformed-request', `If-Match must be *, or up to ${MAX_TAGS} ETags such as "r3", separated by commas.`);
  const revisions = tags.flatMap((tag) => /^"r(0|[1-9]\d{0,8})"$/.exec(tag)?.[1] ?? []).map(Number);
  return tags.length === 1 && revisions.length === 1 ? revisions[0] : revisions;
}

/** The entity tags of a list, each with its quotes and its W/, if any; undefined for what is no list of them. */
function entityTags(header: string): string[] | undefined {
  const element = /[\t ]*((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")?[\t ]*(?:,|$)/y;
  const tags: string[] = [];
  while (element.lastIndex < header.length) {
    const found = element.exec(header);
    if (!found) return undefined;
    if (found[1] !== undefined) tags.push(found[1]);
  }
  return tags.length > 0 ? tags : undefined;
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
