import type { Position } from '../log/event-store.ts';
import type { LogPlace } from '../log/log-place.ts';
import type { PartitionId } from '../stream/event-stream.ts';
import type { Documents, HtmlSource, Row, RowReader } from './projection.ts';

/** Sums stop at it, and at its negative: several of them can still be added up as a number. Views that are counted never come near. */
export const MOST_SUM = 1e15;

/** What one folded batch writes; rows are whole, sums are differences. Keys of documents to dirty carry whether they may wait. */
export interface BatchChanges {
  readonly puts: ReadonlyMap<string, readonly Row[]>;
  /** Keys of removed rows, as arrays of their key columns' values. */
  readonly removals: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly sums: ReadonlyMap<string, readonly Row[]>;
  readonly dirty: readonly DirtyMark[];
  readonly dirtyVia: readonly DirtyVia[];
}

export interface DirtyMark {
  readonly key: string;
  /** Only what may wait changed (views): built at most once a second. */
  readonly lazy: boolean;
}

export interface DirtyVia {
  readonly table: string;
  readonly where: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly also: Record<string, string>;
}

export interface StoredDocument {
  readonly key: string;
  readonly etag: string;
  readonly beside: string | null;
  readonly body: Uint8Array;
}

export type DocumentHead = Pick<StoredDocument, 'etag' | 'beside'>;

export interface Mark {
  readonly key: string;
  /** Changes whenever the mark is set again. */
  readonly version: string;
}

/** A document that could not be built, and why. */
export interface DocumentSetAside {
  readonly key: string;
  readonly reason: string;
}

/** A consistent snapshot of a generation. */
export interface Snapshot extends RowReader {
  checkpoint(partition: string): Promise<Position>;
  /** Canonical rows of a table in the order of their keys' UTF-8 bytes, or of the documents (`document`). */
  dumpRows(table: string): AsyncIterable<string>;
  /** Keys of documents that are older than the rows. */
  dirtyKeys(): Promise<string[]>;
}

/**
 * One numbered generation of a read model: its rows, documents, dirty marks and checkpoints, which live and die together.
 * `commit` is one transaction that begins with the compare-and-set of the checkpoint: false means that another worker is ahead
 * and nothing was written.
 */
export interface Generation extends RowReader {
  readonly projection: string;
  readonly number: number;
  /** Changes with every write to the generation; undefined where other processes write it too. */
  readonly version: number | undefined;
  /** Names of a table's key columns, in their order. */
  keyColumns(table: string): readonly string[];
  /** Names of an order-free table's numbers. */
  sumColumns(table: string): readonly string[];
  checkpoint(partition: string): Promise<Position>;
  /** Checkpoints of all partitions that ever committed. */
  checkpoints(): Promise<ReadonlyMap<string, Position>>;
  /** The same, each with the id of its event where the commit that moved it named one. */
  places(): Promise<ReadonlyMap<string, LogPlace>>;
  /** Rows of a keyed table by key. */
  load(table: string, keys: readonly (readonly string[])[]): Promise<Row[]>;
  /** Rows of a keyed table by their group column. */
  loadGroups(table: string, groups: readonly string[]): Promise<Row[]>;
  /** `eventId`: of the event at `to`. */
  commit(partition: string, from: Position, to: Position, changes: BatchChanges, eventId?: string): Promise<boolean>;
  /** Up to `limit` dirty marks; lazy ones only where asked for, those that were set aside not until they are set again. */
  dirty(limit: number, options: { lazy: boolean }): Promise<Mark[]>;
  /** Without those that are set aside. */
  dirtyCount(): Promise<number>;
  isDirty(key: string): Promise<boolean>;
  /** Marks every possible document dirty. */
  dirtyAll(keys: Documents['keys']): Promise<void>;
  /** Hash of the code that builds its documents; undefined before the first one. */
  documentsHash(): Promise<string | undefined>;
  /**
   * Records which code builds the documents from now on; a builder calls it first. Where that was other code, every possible document is marked in the same
   * transaction, and true is returned. `dirty` returns such marks last, with lazy ones, and `isDirty` does not count them: those documents match the rows.
   */
  adoptDocuments(hash: string, keys: Documents['keys']): Promise<boolean>;
  /** What a 304 needs: the tag alone, without reading the document. */
  documentHead(key: string): Promise<DocumentHead | undefined>;
  /** A whole document, tag and body of one moment. */
  document(key: string): Promise<StoredDocument | undefined>;
  /** Runs reads on one moment's state; one such run at a time. */
  snapshot<A>(read: (snapshot: Snapshot) => Promise<A>): Promise<A>;
  /** Stores documents (undefined: no document any more) and clears each mark whose version is unchanged, in one transaction. */
  settle(settled: readonly { mark: Mark; document: StoredDocument | undefined }[]): Promise<void>;
  /** Sets documents aside that cannot be built: their marks remain, and `dirty` returns them again once they are set again, or the code that builds is another. */
  setAside(documents: readonly { mark: Mark; reason: string }[]): Promise<void>;
  /** Those that are set aside, in the order of their keys. */
  documentsSetAside(limit: number): Promise<DocumentSetAside[]>;
  /** Secondary indexes, after the replay. */
  buildIndexes(): Promise<void>;
  /** As a snapshot's, of what is there now. */
  dumpRows(table: string): AsyncIterable<string>;
  close(): Promise<void>;
}

/**
 * `following`: filled up to some position and fed with what comes, beside the live one (where several processes feed it). `verifying`: filled to be compared
 * with the live one, and dropped after that.
 */
export type GenerationState = 'building' | 'verifying' | 'following' | 'live' | 'kept' | 'failed';

export interface GenerationRecord {
  readonly projection: string;
  readonly number: number;
  readonly state: GenerationState;
  /** Hash of the code that its rows depend on, made at build time. */
  readonly hash: string;
  /** It was made of another history than the log: it is fed no more, and has seen nothing of the log. */
  readonly ofOtherHistory?: true;
}

/** The generations and which one is live. Switching is one transaction. */
export interface GenerationRegistry {
  list(projection?: string): Promise<GenerationRecord[]>;
  live(projection: string): Promise<GenerationRecord | undefined>;
  /** Registers and creates the next generation. */
  create(projection: string, hash: string): Promise<GenerationRecord>;
  open(record: Pick<GenerationRecord, 'projection' | 'number'>): Promise<Generation>;
  /** Makes it live and keeps the former live one for rollback; those before it are dropped. Of one that is live: no change. */
  switchTo(record: Pick<GenerationRecord, 'projection' | 'number'>): Promise<void>;
  drop(record: Pick<GenerationRecord, 'projection' | 'number'>): Promise<void>;
  close(): void;
}

/** The live generation of a read model, as queries see it; a rebuild changes what stands behind it between two calls. */
export interface ServedReadModel extends RowReader {
  /** While it is the same, every result is: cached results may be returned. Undefined where changes cannot be detected. */
  readonly version: string | undefined;
  /** The same, for results that may be a second old; undefined while changes cannot be heard of. Absent where `version` is always known. */
  readonly recentVersion?: string | undefined;
  documentHead(key: string): Promise<DocumentHead | undefined>;
  document(key: string): Promise<StoredDocument | undefined>;
  /**
   * Resolves when everything up to a position is in the rows, and in the document of this key if one is named; throws ProjectionBehind after five seconds.
   * With `partitions`: everything that was in these partitions, where the caller reads what no other one feeds.
   */
  waitFor(position: Position, documentKey?: string, partitions?: readonly PartitionId[]): Promise<void>;
}

/** The live generations of all read models, by name. */
export interface ReadModels {
  /** HTML of what is not in a stored document. */
  readonly html: HtmlSource;
  of(projection: string): ServedReadModel;
}
