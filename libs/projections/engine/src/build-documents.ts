import type { DocumentSetAside, Generation, HashedProjection, HtmlSource, Projection } from '@stoa/kernel';
import { breath } from './breath.ts';
import { buildPortion } from './document-portion.ts';

/** Documents built from one snapshot; bounds what is held in memory. */
const CHUNK = 200;

export interface BuildOptions {
  /** Also those whose change may wait, and those that other code built. */
  readonly lazy: boolean;
  /** Ends after this many documents, so that other work gets its turn. */
  readonly most?: number;
  readonly signal?: AbortSignal;
  readonly onChunk?: (built: number) => void;
  /** Receives those that could not be built, once for each setting of their marks. */
  readonly onSetAside?: (documents: readonly DocumentSetAside[]) => void;
}

/**
 * Builds documents for dirty marks until none is left, and gives how many. A mark is cleared only if its version is unchanged, so a
 * row that changes meanwhile is built again. A document that cannot be built is set aside, and holds up no other one.
 */
export async function buildDocuments(
  projection: Projection,
  generation: Pick<Generation, 'dirty' | 'snapshot' | 'settle' | 'setAside'>,
  html: HtmlSource,
  options: BuildOptions,
): Promise<number> {
  if (!projection.documents) return 0;
  for (let built = 0; ;) {
    options.signal?.throwIfAborted();
    const marks = await generation.dirty(CHUNK, options);
    if (marks.length === 0 || built >= (options.most ?? Infinity)) return built;
    const { settled, failed } = await buildPortion(projection.documents, generation, html, marks);
    if (settled.length > 0) await generation.settle(settled);
    if (failed.length > 0) {
      await generation.setAside(failed);
      options.onSetAside?.(failed.map(({ mark: { key }, reason }) => ({ key, reason })));
    }
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
