import { partitionName, type PartitionId, type StreamMessage, type StreamRecord } from '@stoa/kernel';
import type { Broker, Member } from './broker.ts';
import { ConsumerGroups } from './consumer-groups.ts';
import { recordOf } from './record-of.ts';

const AT_ONCE = 500;

/** The messages that streams of one process share, as processes share a Kafka broker. Nothing is persisted. */
export class InProcessBroker implements Broker {
  private readonly topics = new Map<string, StreamRecord[][]>();
  private readonly groups = new ConsumerGroups((topic) => this.partitions(topic));

  create(topic: string, partitions: number): void {
    this.topics.set(
      topic,
      Array.from({ length: partitions }, () => []),
    );
  }

  partitions(topic: string): number | undefined {
    return this.topics.get(topic)?.length;
  }

  /** Deletes a stream topic with all its messages, as an operator would. */
  remove(topic: string): void {
    this.topics.delete(topic);
  }

  records({ topic, partition }: PartitionId): StreamRecord[] {
    const records = this.topics.get(topic)?.[partition];
    if (!records) throw new Error(`There is no partition ${partitionName({ topic, partition })}.`);
    return records;
  }

  earliest(): bigint {
    return 0n;
  }

  end(partition: PartitionId): bigint {
    return BigInt(this.records(partition).length);
  }

  read(partition: PartitionId, from: bigint): readonly StreamRecord[] {
    return this.records(partition).slice(Number(from), Number(from) + AT_ONCE);
  }

  async append(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint> {
    const records = this.records(partition);
    for (const message of messages) records.push(recordOf(BigInt(records.length), message));
    this.groups.wake();
    return BigInt(records.length - 1);
  }

  join(group: string, topics: readonly string[], member: Member): void {
    this.groups.join(group, topics, member);
  }

  leave(group: string, member: Member): void {
    this.groups.leave(group, member);
  }
}
