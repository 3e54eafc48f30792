import type { PartitionId, StreamMessage, StreamRecord } from '@stoa/kernel';

/** A consumer's part of a group, as the broker sees it. */
export interface Member {
  assign(partitions: readonly PartitionId[]): void;
  /** New messages are available. */
  wake(): void;
}

/** What the streams of one process share: topics with their records, and the groups that read them. Throws for a partition that does not exist. */
export interface Broker {
  create(topic: string, partitions: number): void;
  /** Number of partitions; undefined for a stream topic that does not exist. */
  partitions(topic: string): number | undefined;
  /** The offset of the first record that is kept, or of the next one. */
  earliest(partition: PartitionId): bigint;
  /** The offset after the last record. */
  end(partition: PartitionId): bigint;
  /** Records from this offset on, which is kept: a page of them, at least one where there is one. */
  read(partition: PartitionId, from: bigint): readonly StreamRecord[];
  /** The offset of the last message, once they are as durable as this broker promises. */
  append(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint>;
  /** Shares the topics' partitions among the group's members. */
  join(group: string, topics: readonly string[], member: Member): void;
  leave(group: string, member: Member): void;
}
