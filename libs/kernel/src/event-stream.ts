import type { Subscription } from './event-store.ts';

/** One partition of one topic. */
export interface PartitionId {
  readonly topic: string;
  readonly partition: number;
}

/** The name under which a partition's checkpoint is kept. */
export const partitionName = ({ topic, partition }: PartitionId): string => `${topic}/${partition}`;

/** A message as it is carried; what its bytes mean is the codec's to say. */
export interface StreamMessage {
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message with its place in its partition. */
export interface StreamRecord extends StreamMessage {
  readonly offset: bigint;
}

/** What a consumer does with the partitions that are given to it. */
export interface PartitionHandler {
  /** A partition is now ours: the offset to begin at; undefined for the earliest there is. An offset that is gone counts as the earliest. */
  assigned(partition: PartitionId): Promise<bigint | undefined>;
  /** A partition is no longer ours. What was begun for it may still end: the store's compare-and-set fences it. */
  revoked(partition: PartitionId): Promise<void>;
  /**
   * Records in order. A handler that throws gets the same records again after a pause, and holds up its own partition alone; it calls
   * `alive` at least each second, so that long work costs no membership.
   */
  handle(partition: PartitionId, records: readonly StreamRecord[], alive: () => Promise<void>): Promise<void>;
}

/**
 * What carries messages between processes, in order within a partition, at least once. It keeps no consumer's place: whoever consumes
 * says where to begin. Its contract suite is in platform/event-stream.
 */
export interface EventStream {
  /** Creates the topics that are missing, with the partitions that contracts/topics states; throws where one has fewer. */
  ensureTopics(): Promise<void>;
  /** Resolves when all in-sync replicas have them, with the offset of the last one; the order within the partition is that of the calls. */
  publish(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint>;
  /** The offset after the last message of each partition of a topic. */
  ends(topic: string): Promise<readonly bigint[]>;
  /** Shares the topics' partitions with all consumers of the group, and comes back by itself after a crash or a loss of the broker. */
  consume(group: string, topics: readonly string[], handler: PartitionHandler, onTrouble: (error: unknown) => void): Subscription;
  /** Gives null, or what is wrong with the connection. */
  health(): Promise<string | null>;
  close(): Promise<void>;
}
