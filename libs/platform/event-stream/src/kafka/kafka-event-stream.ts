import type { Admin, Kafka } from 'kafkajs';
import { TOPICS, type TopicShape } from '@stoa/contracts';
import {
  BackOff,
  type EventStream,
  type PartitionHandler,
  type PartitionId,
  type StreamMessage,
  type Subscription,
} from '@stoa/kernel';
import { within } from '../within.ts';
import { kafkaClient, type StreamLog } from './kafka-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { addressOf, kafkaVerdict } from './kafka-failures.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import { ensureKafkaTopics } from './kafka-topics.ts';
import { WatchedSockets } from './watched-sockets.ts';

const HEALTH_TIMEOUT_MS = 2_000;
/** Creating topics waits for their leaders. */
const ADMIN_REQUEST_TIMEOUT_MS = 10_000;
const NO_LEADER = new Set(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE']);
const ATTEMPTS = 6;

export interface KafkaOptions extends KafkaConnection {
  /** This process's client id in a broker's log and metrics. */
  readonly clientId: string;
  readonly log: StreamLog;
  readonly topics?: Readonly<Record<string, TopicShape>>;
  readonly compression?: 'none' | 'gzip';
  /** How many brokers keep a copy of a topic that is created. By default three, or as many as there are. */
  readonly replication?: number | undefined;
}

/** The event stream on Kafka, through kafkajs. Connects on first use, and again whenever a connection is lost. */
export class KafkaEventStream implements EventStream {
  private readonly sockets = new WatchedSockets();
  private readonly kafka: Kafka;
  private readonly publisher: KafkaPublisher;
  private readonly topics: Readonly<Record<string, TopicShape>>;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly closing = new AbortController();
  private admin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaOptions) {
    this.kafka = kafkaClient(options, { ...options, sockets: this.sockets });
    this.publisher = new KafkaPublisher(this.kafka, options.compression ?? 'none', (error) => this.explained(error));
    this.topics = options.topics ?? TOPICS;
  }

  async ensureTopics(): Promise<void> {
    await this.asked((admin) =>
      ensureKafkaTopics(admin, this.topics, { ...this.options, connection: this.options, signal: this.closing.signal }),
    );
  }

  publish(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint> {
    return this.publisher.publish(partition, messages);
  }

  async ends(topic: string): Promise<readonly bigint[]> {
    return (await this.offsets(topic)).map(({ end }) => end);
  }

  consume(
    group: string,
    topics: readonly string[],
    handler: PartitionHandler,
    onTrouble: (error: unknown) => void,
  ): Subscription {
    const subscription = new KafkaSubscription(this.kafka, {
      group,
      topics,
      handler,
      onTrouble: (error) => onTrouble(this.explained(error)),
      offsets: (topic) => this.offsets(topic),
    });
    this.subscriptions.add(subscription);
    const stop = async () => {
      await subscription.stop();
      this.subscriptions.delete(subscription);
    };
    return { stop };
  }

  async health(): Promise<string | null> {
    return within(
      HEALTH_TIMEOUT_MS,
      this.asked((admin) => admin.describeCluster()),
      'The answer',
    ).then(
      () => null,
      (error: unknown) => {
        const { name, message } = this.explained(error);
        return name === 'DependencyFailure' ? message : `Kafka does not respond at ${addressOf(this.options)}: ${message}`;
      },
    );
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.publisher.close();
    const left = this.admin?.then((admin) => admin.disconnect()) ?? Promise.resolve();
    await within(HEALTH_TIMEOUT_MS, left, 'Closing').catch(() => undefined); // the broker is unavailable, and we are closing
  }

  /** First offset and the offset after the last, by partition. */
  private async offsets(topic: string): Promise<{ begin: bigint; end: bigint }[]> {
    const partitions = await this.leadersOffsets(topic);
    if (partitions.length === 0) throw new Error(`There is no topic ${topic}.`);
    return partitions
      .toSorted((one, other) => one.partition - other.partition)
      .map(({ low, high }) => ({ begin: BigInt(low), end: BigInt(high) }));
  }

  /** Right after a topic was created or a broker restarted, a partition may have no leader yet. */
  private async leadersOffsets(topic: string): Promise<{ partition: number; high: string; low: string }[]> {
    const pause = new BackOff({ first: 100, longest: 1_000 });
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.asked((admin) => admin.fetchTopicOffsets(topic));
      } catch (error) {
        if (attempt === ATTEMPTS || !NO_LEADER.has((error as { type?: string }).type ?? '')) throw error;
        await pause.wait(this.closing.signal);
      }
    }
  }

  /**
   * Runs an admin request. A connection on which a request failed is dropped: kafkajs refreshes every topic that it was ever
   * asked for, and fails for all of them once one is deleted.
   */
  private async asked<A>(question: (admin: Admin) => Promise<A>): Promise<A> {
    const connecting = (this.admin ??= this.connectAdmin());
    try {
      return await within(ADMIN_REQUEST_TIMEOUT_MS, connecting.then(question), 'A Kafka admin request');
    } catch (error) {
      if (this.admin === connecting) this.admin = undefined;
      void connecting.then((admin) => admin.disconnect()).catch(() => undefined); // dropped, in any state
      throw this.explained(error);
    }
  }

  /** As a sentence for operators where Kafka refuses us; else as it is. */
  private explained(error: unknown): Error {
    if ((error as Error).name === 'DependencyFailure') return error as Error;
    return kafkaVerdict(error, this.sockets.lastFailure, this.options) ?? (error as Error);
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}
