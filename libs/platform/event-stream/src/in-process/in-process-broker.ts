import { partitionName, type PartitionId, type StreamMessage, type StreamRecord } from '@stoa/kernel';

/** A consumer's part of a group, as the broker sees it. */
export interface Member {
  assign(partitions: readonly PartitionId[]): void;
  /** New messages are available. */
  wake(): void;
}

interface Group {
  readonly topics: ReadonlySet<string>;
  readonly members: Member[];
}

/** The messages that streams of one process share, as processes share a Kafka broker. Nothing is persisted. */
export class InProcessBroker {
  private readonly topics = new Map<string, StreamRecord[][]>();
  private readonly groups = new Map<string, Group>();

  create(topic: string, partitions: number): void {
    this.topics.set(
      topic,
      Array.from({ length: partitions }, () => []),
    );
  }

  /** Number of partitions; undefined for a stream topic that does not exist. */
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

  append(partition: PartitionId, messages: readonly StreamMessage[]): bigint {
    const records = this.records(partition);
    for (const { key, value, headers } of messages)
      records.push({
        offset: BigInt(records.length),
        key,
        value: Uint8Array.from(value),
        headers: Object.assign(Object.create(null) as object, headers),
      });
    for (const { members } of this.groups.values()) for (const member of members) member.wake();
    return BigInt(records.length - 1);
  }

  join(name: string, topics: readonly string[], member: Member): void {
    const group = this.groups.get(name) ?? { topics: new Set(topics), members: [] };
    this.groups.set(name, group);
    group.members.push(member);
    this.share(group);
  }

  leave(name: string, member: Member): void {
    const group = this.groups.get(name);
    if (!group?.members.includes(member)) return;
    group.members.splice(group.members.indexOf(member), 1);
    this.share(group);
  }

  private share({ topics, members }: Group): void {
    const all = [...topics].flatMap((topic) =>
      Array.from({ length: this.partitions(topic) ?? 0 }, (_, partition) => ({ topic, partition })),
    );
    members.forEach((member, mine) => member.assign(all.filter((_, index) => index % members.length === mine)));
  }
}
