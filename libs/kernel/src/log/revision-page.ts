import { decodeCursor, encodeCursor } from './cursor.ts';

const REVISION = /^r(\d{1,10})$/;

/** One page of entries by revision; `next` is the cursor of the following page, null for the last one. */
export interface RevisionPage<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** The first `limit` entries after the cursor of an earlier page. Throws validation-failed for an invalid cursor. */
export function revisionPage<T extends { readonly revision: number }>(
  entries: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): RevisionPage<T> {
  const after = cursor === undefined ? -1 : Number(decodeCursor(cursor, REVISION)[0]);
  const beyond = entries.filter(({ revision }) => revision > after);
  const items = beyond.slice(0, limit);
  const last = beyond.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? encodeCursor(`r${last.revision}`) : null };
}
