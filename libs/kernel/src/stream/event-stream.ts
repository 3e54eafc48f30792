import type { Subscription } from '../log/event-store.ts';

/** One partition of one topic. */
export interface PartitionId {
  readonly topic: string;
  readonly partition: number;
}

/** The name under which a partition's checkpoint is kept. */
export const partitionName = ({ topic, partition }: PartitionId): string => `${topic}/${partition}`;

/** A message as it is sent; the codec defines its bytes. */
export interface StreamMessage {
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message as it was found at its place in its partition. Anybody may have written it: an absent key is '', an absent value empty. */
export interface StreamRecord {
  readonly offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
  /** An object without a prototype. A header that was given more than once, which no message of ours does, has a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** What a consumer does with the partitions that are given to it. The calls for one partition never overlap, whatever happens to the group. */
export interface PartitionHandler {
  /** A partition was assigned: returns the offset to begin at; undefined for the earliest. An expired offset counts as the earliest. */
  assigned(partition: PartitionId): Promise<bigint | undefined>;
  /**
   * A partition that was assigned is no longer ours, and the last `handle` for it has ended. Somebody else may have been at it since
   * before that end: the store's compare-and-set fences what was begun too late.
   */
  revoked(partition: PartitionId): Promise<void>;
  /**
   * Records in order. A handler that throws gets the same records again after a pause, and holds up its own partition alone; it calls
   * `alive` at least each second, which lets the membership breathe and throws once the partition is no longer ours.
   */
  handle(partition: PartitionId, records: readonly StreamRecord[], alive: () => Promise<void>): Promise<void>;
}

/**
 * What carries messages between processes, in order within a partition, at least once. It stores no consumer offsets: the consumer
 * chooses where to begin. Its contract suite is in platform/event-stream.
 */
export interface EventStream {
  /** Creates the topics that are missing, with the partitions and retention stated; throws where one has another number of partitions. */
  ensureTopics(): Promise<void>;
  /**
   * Resolves when all in-sync replicas have them, with the offset of the last one. The order within a partition is that of the calls: where
   * one fails, those that waited behind it fail too. A failed one may be written all the same, in part, twice or later.
   */
  publish(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint>;
  /** The offset after the last message of each partition of a topic; throws for a topic that is not there. */
  ends(topic: string): Promise<readonly bigint[]>;
  /** Shares the topics' partitions with all consumers of the group, and comes back by itself after a crash or a loss of the broker. */
  consume(group: string, topics: readonly string[], handler: PartitionHandler, onTrouble: (error: unknown) => void): Subscription;
  /** Returns null, or what is wrong with the connection. */
  health(): Promise<string | null>;
  close(): Promise<void>;
}
