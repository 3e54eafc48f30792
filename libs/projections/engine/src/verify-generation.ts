import {
  START,
  type EventStore,
  type Generation,
  type HtmlSource,
  type Position,
  type Projection,
  type Snapshot,
} from '@stoa/kernel';
import { digests, type TableDigest } from './dump.ts';
import { expectedEvents } from './expected-events.ts';
import { replay } from './replay.ts';
import type { VerificationProgress } from './verification-job.ts';

export interface VerifiedTable {
  readonly table: string;
  /** In the live generation. */
  readonly rows: number;
  readonly live: string;
  readonly folded: string;
}

/** What a verification found. */
export interface Verified {
  /** Up to where the log was folded in every partition. */
  readonly position: Position;
  readonly equal: boolean;
  readonly tables: readonly VerifiedTable[];
}

export interface VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerificationProgress) => void) | undefined;
}

export interface VerifyParts extends VerifyOptions {
  readonly projection: Projection;
  readonly live: Pick<Generation, 'snapshot'>;
  /** The partitions whose checkpoints the live one has. */
  readonly partitions: readonly string[];
  /** The events that a generation with these checkpoints holds. */
  readonly heldOf: (checkpoints: ReadonlyMap<string, Position>) => Pick<EventStore, 'readAll'>;
  /** Gives an empty generation, for nobody else; asked for once the live one has been read. */
  readonly empty: () => Promise<Generation>;
  readonly html: HtmlSource;
}

/** Of a log in which nothing has happened, documents may exist all the same. */
const NOTHING: Pick<EventStore, 'readAll'> = {
  async *readAll() {},
};

interface Moment {
  readonly checkpoints: ReadonlyMap<string, Position>;
  /** Keys of documents that were not up to their rows. */
  readonly without: ReadonlySet<string>;
  readonly tables: readonly TableDigest[];
}

/**
 * Folds from the start to where live is, and compares the dumps, of which only digests are held. Live is read at one moment, so that others may go on
 * writing it; documents that were not up to their rows then are left out.
 */
export async function verifyGeneration(parts: VerifyParts): Promise<Verified> {
  const { projection, live, heldOf, empty, html, signal, onProgress } = parts;
  const { checkpoints, without, tables } = await live.snapshot((moment) => seenAt(moment, parts));
  const positions = [...checkpoints.values()].sort();
  const [lowest, until] = [positions.at(0) ?? START, positions.at(-1) ?? START];
  const folded = await empty();
  await replay(projection, until === START ? NOTHING : heldOf(checkpoints), folded, html, {
    until,
    ...(signal && { signal }),
    onProgress: ({ phase, done, of, position: at = START }) =>
      onProgress?.({ phase, done, ...(of === undefined ? expectedEvents(done, at, until) : { of }) }),
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const after = await digests(projection, folded, {
    without,
    signal,
    onRows: (done) => onProgress?.({ phase: 'compare', done, of: rows }),
  });
  const found = new Map(after.map(({ table, sha256 }) => [table, sha256]));
  const compared = tables.map(({ table, rows: count, sha256 }) => ({
    table,
    rows: count,
    live: sha256,
    folded: found.get(table) ?? '',
  }));
  return { position: lowest, equal: compared.every((table) => table.live === table.folded), tables: compared };
}

async function seenAt(moment: Snapshot, { projection, partitions, signal, onProgress }: VerifyParts): Promise<Moment> {
  const checkpoints = new Map<string, Position>();
  for (const partition of partitions) checkpoints.set(partition, await moment.checkpoint(partition));
  const without = new Set(await moment.dirtyKeys());
  const onRows = (done: number) => onProgress?.({ phase: 'live', done });
  return { checkpoints, without, tables: await digests(projection, moment, { without, signal, onRows }) };
}
