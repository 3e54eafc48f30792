import type { Position } from '../log/event-store.ts';
import type { Generation, GenerationRecord, GenerationRegistry } from './generation.ts';

/** What only one process at a time may hold: the right to build a generation's documents. A process that lost it can no longer write with it. */
export interface BuilderSeat extends Pick<Generation, 'dirty' | 'snapshot' | 'settle' | 'setAside' | 'adoptDocuments'> {
  release(): Promise<void>;
}

export interface CheckpointMove {
  readonly partition: string;
  readonly from: Position;
  readonly to: Position;
  /** Of the event at `to`. */
  readonly eventId?: string | undefined;
}

/** A generation that several processes write and read. */
export interface SharedGeneration extends Generation {
  /**
   * When it resolves, no commit can succeed any more: each throws an error named `GenerationFrozen`. Documents are still built. Gives the
   * name of this freeze, which takes the place of an earlier one.
   */
  freeze(): Promise<string>;
  /** Ends the named freeze, if no other one has replaced it; without a name, any freeze. */
  unfreeze(freeze?: string): Promise<void>;
  /** Compare-and-set of several checkpoints at once, without rows: the effect of watermarks. Returns the partitions whose checkpoint moved. */
  advance(moves: readonly CheckpointMove[]): Promise<ReadonlySet<string>>;
  /** Those of these documents that are older than the rows. */
  dirtyAmong(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Undefined while another process has the seat. */
  takeSeat(): Promise<BuilderSeat | undefined>;
}

/** Names of errors that tell a caller what happened to a generation; names work across packages, `instanceof` does not. */
export const isFrozen = (error: unknown): boolean => (error as { name?: string })?.name === 'GenerationFrozen';
/** It was dropped meanwhile: another one is live. */
export const isGone = (error: unknown): boolean => (error as { name?: string })?.name === 'GenerationGone';

export interface SharedRegistry extends GenerationRegistry {
  open(record: Pick<GenerationRecord, 'projection' | 'number'>): Promise<SharedGeneration>;
  /** As `create`, one that is filled only to be compared with the live one: no rebuild resumes it, and it is never live. */
  createToVerify(projection: string, hash: string): Promise<GenerationRecord>;
  /** From now on it counts as made of another history of the log, for all processes; `reason` is for operators. */
  disown(record: Pick<GenerationRecord, 'projection' | 'number'>, reason: string): Promise<void>;
  /** Throws, with nothing changed, for one that is gone, and where a freeze is named and the live one is not held by it any more. */
  switchTo(record: Pick<GenerationRecord, 'projection' | 'number'>, freeze?: string): Promise<void>;
  /**
   * After a replay of the whole log: from now on every partition has its own checkpoint, and the process that holds a partition feeds it. One transaction.
   * `eventId`: of the event at the position that they all have. Throws, with nothing changed, where somebody else has gone on with the generation since: further in the log, or to this very step.
   */
  follow(
    record: Pick<GenerationRecord, 'projection' | 'number'>,
    checkpoints: ReadonlyMap<string, Position>,
    eventId?: string,
  ): Promise<void>;
}

/** What processes that share read models tell each other. A signal may be late, spurious or lost: poll as well. */
export interface ProgressSignal {
  /** Whether signals of other processes arrive at present. */
  readonly isHeard: boolean;
  /** A read model has advanced: its rows, its documents or its checkpoints. Returns a function that ends it, as all of these do. */
  onProgress(projection: string, look: () => void): () => void;
  /** Its rows have changed; also where that may have been missed. */
  onChange(projection: string, look: () => void): () => void;
  /** Somebody waits for what it does not hold yet: what was put off so that more may be done at once, is done now. */
  onWanted(projection: string, act: () => void): () => void;
  /** Tells all processes that somebody waits. */
  want(projection: string): void;
}
