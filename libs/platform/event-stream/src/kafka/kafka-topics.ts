import type { Admin, ITopicConfig } from 'kafkajs';
import { isRelayTopic, type TopicShape } from '@stoa/contracts';
import { wrongPartitions } from '../wrong-partitions.ts';
import type { StreamLog } from './kafka-client.ts';

const REPLICAS = 3;

export interface Replication {
  /** Copies of each topic that is created; undefined for three, or as many as there are brokers. */
  readonly replication?: number | undefined;
  readonly log: Pick<StreamLog, 'warn'>;
}

/**
 * Creates missing topics and checks existing ones. With three copies or more an acknowledgement means two of them. Throws where more copies
 * are asked for than there are brokers.
 */
export async function ensureKafkaTopics(
  admin: Admin,
  topics: Readonly<Record<string, TopicShape>>,
  { replication, log }: Replication,
): Promise<void> {
  const there = new Set(await admin.listTopics());
  const missing = Object.entries(topics).filter(([topic]) => !there.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    const replicationFactor = replication ?? Math.min(REPLICAS, Math.max(brokers.length, 1));
    // Another process may create them concurrently: the check below sees the result.
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(([topic, shape]) => topicConfig(topic, shape, replicationFactor)),
    });
  }
  const { topics: found } = await admin.fetchTopicMetadata({ topics: Object.keys(topics) });
  for (const { name, partitions } of found) {
    const stated = (topics[name] as TopicShape).partitions;
    if (partitions.length !== stated) throw wrongPartitions(name, stated, partitions.length);
    const replicas = Math.min(...partitions.map((partition) => partition.replicas.length));
    // A copy of the store may have as few as it likes.
    if (!isRelayTopic(name) && replicas < (replication ?? 1))
      log.warn(
        { topic: name, replicas, stated: replication },
        'a topic that is no copy has fewer replicas than stated; reassign its partitions',
      );
  }
}

const topicConfig = (topic: string, { partitions, retentionMs }: TopicShape, replicationFactor: number): ITopicConfig => ({
  topic,
  numPartitions: partitions,
  replicationFactor,
  configEntries: [
    { name: 'retention.ms', value: String(retentionMs) },
    ...(replicationFactor >= REPLICAS ? [{ name: 'min.insync.replicas', value: '2' }] : []),
  ],
});
