import { createHash } from 'node:crypto';
import type { BuiltDocument, Generation, HashedProjection, HtmlSource, Mark, Projection, StoredDocument } from '@stoa/kernel';
import { breath } from './breath.ts';

/** Documents built from one snapshot; bounds what is held in memory. */
const CHUNK = 200;

export interface BuildOptions {
  /** Also those whose change may wait, and those that other code built. */
  readonly lazy: boolean;
  /** Ends after this many documents, so that other work gets its turn. */
  readonly most?: number;
  readonly signal?: AbortSignal;
  readonly onChunk?: (built: number) => void;
}

/**
 * Builds documents for dirty marks until none is left, and gives how many. A mark is cleared only if its version is unchanged, so a
 * row that changes meanwhile is built again.
 */
export async function buildDocuments(
  projection: Projection,
  generation: Pick<Generation, 'dirty' | 'snapshot' | 'settle'>,
  html: HtmlSource,
  options: BuildOptions,
): Promise<number> {
  if (!projection.documents) return 0;
  for (let built = 0; ;) {
    options.signal?.throwIfAborted();
    const marks = await generation.dirty(CHUNK, options);
    if (marks.length === 0 || built >= (options.most ?? Infinity)) return built;
    const keys = marks.map(({ key }) => key);
    const { documents } = projection;
    const bodies = await generation.snapshot((rows) => documents.build(keys, rows, html));
    await generation.settle(marks.map((mark) => ({ mark, document: stored(mark, bodies.get(mark.key)) })));
    built += marks.length;
    options.onChunk?.(built);
    await breath();
  }
}

/** A builder first records its code: documents that other code built are built again. Returns whether there may be any. */
export async function adoptDocuments(
  { code, documents }: HashedProjection,
  generation: Pick<Generation, 'adoptDocuments'>,
): Promise<boolean> {
  return documents ? generation.adoptDocuments(code.documents, documents.keys) : false;
}

function stored({ key }: Mark, document: BuiltDocument | undefined): StoredDocument | undefined {
  if (!document) return undefined;
  const body = Buffer.from(JSON.stringify(document.body));
  return { key, etag: etagOf(body), beside: document.beside ?? null, body };
}

/** A strong tag of a document's bytes: 128 bits of their SHA-256, unquoted. */
export const etagOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64url').slice(0, 22);
