import type { Admin, Kafka } from 'kafkajs';
import { TOPICS, type TopicShape } from '@stoa/contracts';
import type { EventStream, PartitionHandler, PartitionId, StreamMessage, Subscription } from '@stoa/kernel';
import { kafkaClient, type StreamLog } from './kafka-client.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import { ensureKafkaTopics } from './kafka-topics.ts';

const HEALTH_TIMEOUT_MS = 2_000;

export interface KafkaOptions {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[];
  /** The name under which a broker's log and metrics know this process. */
  readonly clientId: string;
  readonly log: StreamLog;
  readonly topics?: Readonly<Record<string, TopicShape>>;
  readonly compression?: 'none' | 'gzip';
}

/** The event stream on Kafka, through kafkajs. Connects when it is first used, and again whenever a connection is lost. */
export class KafkaEventStream implements EventStream {
  private readonly kafka: Kafka;
  private readonly publisher: KafkaPublisher;
  private readonly topics: Readonly<Record<string, TopicShape>>;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private admin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaOptions) {
    this.kafka = kafkaClient(options.brokers, options.clientId, options.log);
    this.publisher = new KafkaPublisher(this.kafka, options.compression ?? 'none');
    this.topics = options.topics ?? TOPICS;
  }

  async ensureTopics(): Promise<void> {
    await this.asked((admin) => ensureKafkaTopics(admin, this.topics));
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
      onTrouble,
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
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<string>((resolve) => {
      timer = setTimeout(resolve, HEALTH_TIMEOUT_MS, `Kafka does not answer at ${this.options.brokers.join(', ')}.`);
    });
    const answer = this.asked((admin) => admin.describeCluster()).then(
      () => null,
      (error: unknown) => `Kafka does not answer at ${this.options.brokers.join(', ')}: ${(error as Error).message}`,
    );
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.publisher.close();
    const admin = await this.admin?.catch(() => undefined); // one that never connected needs no disconnecting
    await admin?.disconnect();
  }

  /** First offset and the offset after the last, by partition. */
  private async offsets(topic: string): Promise<{ begin: bigint; end: bigint }[]> {
    const partitions = await this.asked((admin) => admin.fetchTopicOffsets(topic));
    if (partitions.length === 0) throw new Error(`There is no topic ${topic}.`);
    return partitions
      .toSorted((one, other) => one.partition - other.partition)
      .map(({ low, high }) => ({ begin: BigInt(low), end: BigInt(high) }));
  }

  /**
   * Asks the brokers something. A connection through which something failed is given up: kafkajs looks for every topic that it was ever
   * asked about, and fails at all of them once one is deleted.
   */
  private async asked<A>(question: (admin: Admin) => Promise<A>): Promise<A> {
    const connecting = (this.admin ??= this.connectAdmin());
    try {
      return await question(await connecting);
    } catch (error) {
      if (this.admin === connecting) this.admin = undefined;
      void connecting.then((admin) => admin.disconnect()).catch(() => undefined); // it is given up, in whatever state it is
      throw error;
    }
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}
