import type { Documents, Generation, HtmlSource, Mark, StoredDocument } from '@stoa/kernel';
import { stored } from './stored-document.ts';

/** What became of the marks of one portion. */
export interface Portion {
  readonly settled: { mark: Mark; document: StoredDocument | undefined }[];
  readonly failed: { mark: Mark; reason: string }[];
}

/** Longest reason that is kept. */
const REASON = 500;

/**
 * Builds the documents of these marks, each portion from one snapshot. Where that fails for a reason of theirs, it is halved until the documents at fault
 * are alone. Throws what the store fails with: then none of them is at fault.
 */
export async function buildPortion(
  documents: Documents,
  generation: Pick<Generation, 'snapshot'>,
  html: HtmlSource,
  marks: readonly Mark[],
): Promise<Portion> {
  try {
    const keys = marks.map(({ key }) => key);
    const bodies = await generation.snapshot((rows) => documents.build(keys, rows, html));
    return { settled: marks.map((mark) => ({ mark, document: stored(mark, bodies.get(mark.key)) })), failed: [] };
  } catch (error) {
    if (isOfTheStore(error)) throw error;
    const [only] = marks;
    if (marks.length === 1 && only) return { settled: [], failed: [{ mark: only, reason: reasonOf(error) }] };
    const middle = Math.ceil(marks.length / 2);
    const first = await buildPortion(documents, generation, html, marks.slice(0, middle));
    const second = await buildPortion(documents, generation, html, marks.slice(middle));
    return { settled: [...first.settled, ...second.settled], failed: [...first.failed, ...second.failed] };
  }
}

const UNAVAILABLE = new Set(['storage-unavailable', 'dependency-unavailable', 'overloaded', 'stopping']);
/** Of SQLite, Postgres, the network and the disk; Node gives its own to complaints about arguments. */
const OF_A_SYSTEM = /^(?!ERR_)[A-Z0-9_]+$/;

/** Stores, drivers and the system give their errors a code; what a builder throws has none. A generation that is gone is no fault of a document either. */
function isOfTheStore(error: unknown): boolean {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (name === 'AbortError' || name === 'GenerationGone') return true;
  return typeof code === 'string' && (UNAVAILABLE.has(code) || OF_A_SYSTEM.test(code));
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, REASON);
