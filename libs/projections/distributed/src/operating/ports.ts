import type { RebuildStatus, SetAsideMessage, StartedRebuild } from '@stoa/contracts';
import type { HeldLease, PartitionId, Position, Relayed, StreamRecord } from '@stoa/kernel';

/** Where a consumer of a partition was, so that it need not begin at the earliest message: a hint, never a truth. */
export interface OffsetHint {
  readonly offset: bigint;
  /** Position of the message at that offset: whoever's checkpoint is lower must begin earlier. */
  readonly position: Position;
}

export interface OffsetHints {
  load(partition: PartitionId): Promise<OffsetHint | undefined>;
  save(hints: ReadonlyMap<PartitionId, OffsetHint>): Promise<void>;
}

/** What a message comes to: what the relay said, or why nobody can take it. */
export type Decoded = { readonly ok: Relayed } | { readonly problem: { readonly code: string; readonly sentence: string } };
export type Decode = (partition: PartitionId, record: StreamRecord) => Decoded;

/** Messages that nobody can take are kept here with their bytes, for operators. Once for each place in a topic. */
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

/** Why read models stand still, for operators. */
export interface Troubles {
  report(trouble: Trouble): Promise<void>;
  of(projection: string, generation: number): Promise<Trouble[]>;
}

/** Rebuilds that were asked for, from whatever process, and how far they are. */
export interface RebuildJobs {
  /** Has its effect once for each id. Throws request-in-progress while another one runs for this read model. */
  request(projection: string, id: string): Promise<StartedRebuild>;
  running(): Promise<RebuildStatus[]>;
  /** Saves nothing where another process has taken the lease since. */
  save(status: RebuildStatus, lease: Pick<HeldLease, 'name' | 'epoch'>): Promise<void>;
  find(projection: string, id: string): Promise<RebuildStatus | undefined>;
}
