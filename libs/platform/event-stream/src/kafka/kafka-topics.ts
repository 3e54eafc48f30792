import type { Admin, ITopicConfig } from 'kafkajs';
import type { TopicShape } from '@stoa/contracts';
import { wrongPartitions } from '../wrong-partitions.ts';

const REPLICAS = 3;

/**
 * Creates missing topics and checks existing ones. Replicated over up to three brokers; where there are three, an acknowledgement
 * means two of them.
 */
export async function ensureKafkaTopics(admin: Admin, topics: Readonly<Record<string, TopicShape>>): Promise<void> {
  const there = new Set(await admin.listTopics());
  const missing = Object.entries(topics).filter(([topic]) => !there.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    const replicationFactor = Math.min(REPLICAS, Math.max(brokers.length, 1));
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
  }
}

const topicConfig = (topic: string, { partitions, retentionMs }: TopicShape, replicationFactor: number): ITopicConfig => ({
  topic,
  numPartitions: partitions,
  replicationFactor,
  configEntries: [
    { name: 'retention.ms', value: String(retentionMs) },
    ...(replicationFactor === REPLICAS ? [{ name: 'min.insync.replicas', value: '2' }] : []),
  ],
});
