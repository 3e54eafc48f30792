import type { TopicShape } from '@stoa/contracts';
import type { EventStream, PartitionHandler, PartitionId, StreamMessage, Subscription, Pauses } from '@stoa/kernel';
import { wrongPartitions } from '../wrong-partitions.ts';
import type { Broker } from './broker.ts';
import { InProcessConsumer } from './in-process-consumer.ts';

const PAUSES: Pauses = { first: 10, longest: 1_000 };

/** An event stream over a broker of its own process. Streams that share a broker act like processes. */
export class BrokerEventStream implements EventStream {
  private readonly consumers = new Set<InProcessConsumer>();
  private closed = false;

  constructor(
    private readonly broker: Broker,
    private readonly topics: Readonly<Record<string, TopicShape>>,
  ) {}

  async ensureTopics(): Promise<void> {
    for (const [topic, { partitions }] of Object.entries(this.topics)) {
      const actual = this.broker.partitions(topic);
      if (actual === undefined) this.broker.create(topic, partitions);
      else if (actual !== partitions) throw wrongPartitions(topic, partitions, actual);
    }
  }

  async publish(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint> {
    if (messages.length === 0) throw new Error('A publication needs at least one message.');
    this.refuseClosed();
    return this.broker.append(partition, messages);
  }

  async ends(topic: string): Promise<readonly bigint[]> {
    const partitions = this.broker.partitions(topic);
    if (partitions === undefined) throw new Error(`There is no topic ${topic}.`);
    return Array.from({ length: partitions }, (_, partition) => this.broker.end({ topic, partition }));
  }

  consume(
    group: string,
    topics: readonly string[],
    handler: PartitionHandler,
    onTrouble: (error: unknown) => void,
  ): Subscription {
    this.refuseClosed();
    const consumer = new InProcessConsumer(this.broker, group, handler, onTrouble, PAUSES);
    this.consumers.add(consumer);
    this.broker.join(group, topics, consumer);
    const stop = async () => {
      await consumer.stop();
      this.consumers.delete(consumer);
    };
    return { stop };
  }

  async health(): Promise<string | null> {
    return null;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()));
  }

  protected refuseClosed(): void {
    if (this.closed) throw new Error('The event stream is closed.');
  }
}
