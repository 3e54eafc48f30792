import type { RebuildStatus, SetAsideMessage, VerificationStatus } from '@stoa/contracts';
import type { HeldLease, PartitionId, Position, Relayed, StreamRecord } from '@stoa/kernel';

/** A consumer's last offset in a partition, so that it need not begin at the earliest message: a hint, never trusted. */
export interface OffsetHint {
  readonly offset: bigint;
  /** Position of the message at that offset: a generation with a lower checkpoint must begin earlier. */
  readonly position: Position;
}

export interface OffsetHints {
  load(partition: PartitionId): Promise<OffsetHint | undefined>;
  save(hints: ReadonlyMap<PartitionId, OffsetHint>): Promise<void>;
}

/** A decoded message: the relay's, or why it is invalid. */
export type Decoded = { readonly ok: Relayed } | { readonly problem: { readonly code: string; readonly sentence: string } };
export type Decode = (partition: PartitionId, record: StreamRecord) => Decoded;

/** Keeps invalid messages with their bytes, for operators. Once per offset. */
export interface SetAside {
  record(partition: PartitionId, record: StreamRecord, problem: { code: string; sentence: string }): Promise<void>;
}

/** What was set aside, for operators. */
export interface SetAsideMessages {
  /** The newest first. */
  list(limit: number): Promise<SetAsideMessage[]>;
}

export interface Trouble {
  readonly projection: string;
  readonly generation: number;
  readonly partition: string;
  readonly reason: string;
}

/** Why read models are stopped, for operators. */
export interface Troubles {
  report(trouble: Trouble): Promise<void>;
  of(projection: string, generation: number): Promise<Trouble[]>;
}

/** Requested work on read models, of all processes, and its progress. */
interface Jobs<S> {
  /** Takes effect once per id. Throws request-in-progress while another one runs for this read model. */
  request(projection: string, id: string): Promise<S & { readonly repeated?: true }>;
  running(): Promise<S[]>;
  /** Saves nothing of what has ended, nor where another process has taken the lease since. */
  save(status: S, lease: Pick<HeldLease, 'name' | 'epoch'>): Promise<void>;
  find(projection: string, id: string): Promise<S | undefined>;
}

export type RebuildJobs = Jobs<RebuildStatus>;

export interface VerificationJobs extends Jobs<VerificationStatus> {
  /** It has ended for everybody; the process that works on it notices. */
  cancel(projection: string, id: string): Promise<VerificationStatus | undefined>;
}
