import { decodeCursor, encodeCursor } from './cursor.ts';

const REVISION = /^r(\d{1,10})$/;

/** One page of entries by revision; `next` is the cursor of the following page, null for the last one. */
export interface RevisionPage<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** JSON of a page's entries in bytes, at most; one entry is always there. */
const MOST_BYTES = 512 * 1024;

/** The first `limit` entries after the cursor of an earlier page, fewer where they are large. Throws validation-failed for an invalid cursor. */
export function revisionPage<T extends { readonly revision: number }>(
  entries: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): RevisionPage<T> {
  const after = cursor === undefined ? -1 : Number(decodeCursor(cursor, REVISION)[0]);
  const beyond = entries.filter(({ revision }) => revision > after);
  const items = withinBytes(beyond.slice(0, limit));
  const last = beyond.length > items.length ? items.at(-1) : undefined;
  return { items, next: last ? encodeCursor(`r${last.revision}`) : null };
}

function withinBytes<T>(entries: readonly T[]): T[] {
  let bytes = 0;
  const beyond = entries.findIndex(
    (entry, index) => (bytes += Buffer.byteLength(JSON.stringify(entry))) > MOST_BYTES && index > 0,
  );
  return beyond < 0 ? [...entries] : entries.slice(0, beyond);
}
