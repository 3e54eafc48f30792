import { createHash } from 'node:crypto';
import type { BuiltDocument, Generation, HtmlSource, Mark, Projection, StoredDocument } from '@stoa/kernel';
import { breath } from './breath.ts';

/** Documents built from one snapshot; bounds what is held in memory. */
const CHUNK = 200;

/**
 * Builds documents for dirty marks until none is left, and gives how many. A mark is cleared only if its version is unchanged, so a
 * row that changes meanwhile is built again. `lazy`: also those whose change may wait.
 */
export async function buildDocuments(
  projection: Projection,
  generation: Pick<Generation, 'dirty' | 'snapshot' | 'settle'>,
  html: HtmlSource,
  options: { lazy: boolean; signal?: AbortSignal; onChunk?: (built: number) => void },
): Promise<number> {
  if (!projection.documents) return 0;
  for (let built = 0; ;) {
    options.signal?.throwIfAborted();
    const marks = await generation.dirty(CHUNK, options);
    if (marks.length === 0) return built;
    const keys = marks.map(({ key }) => key);
    const { documents } = projection;
    const bodies = await generation.snapshot((rows) => documents.build(keys, rows, html));
    await generation.settle(marks.map((mark) => ({ mark, document: stored(mark, bodies.get(mark.key)) })));
    built += marks.length;
    options.onChunk?.(built);
    await breath();
  }
}

function stored({ key }: Mark, document: BuiltDocument | undefined): StoredDocument | undefined {
  if (!document) return undefined;
  const body = Buffer.from(JSON.stringify(document.body));
  return { key, etag: etagOf(body), beside: document.beside ?? null, body };
}

/** A strong tag of a document's bytes: 128 bits of their SHA-256, unquoted. */
export const etagOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64url').slice(0, 22);
