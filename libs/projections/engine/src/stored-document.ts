import { createHash } from 'node:crypto';
import type { BuiltDocument, Mark, StoredDocument } from '@stoa/kernel';

/** What a builder made, as it is stored: its bytes are what its tag is of. */
export function stored({ key }: Mark, document: BuiltDocument | undefined): StoredDocument | undefined {
  if (!document) return undefined;
  const body = Buffer.from(JSON.stringify(document.body));
  return { key, etag: etagOf(body), beside: document.beside ?? null, body };
}

/** A strong tag of a document's bytes: 128 bits of their SHA-256, unquoted. */
export const etagOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64url').slice(0, 22);
