import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { isRelayTopic, type TopicShape } from '@stoa/contracts';
import { BackOff } from '@stoa/kernel';
import { wrongPartitions } from '../wrong-partitions.ts';
import type { StreamLog } from './kafka-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { isDenied } from './kafka-failures.ts';
import { missingTopics } from './missing-topics.ts';

const REPLICAS = 3;
const ATTEMPTS = 10;
const NOT_KNOWN_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);
const RETENTION = 'retention.ms';

export interface TopicParts {
  /** Copies of each topic that is created; undefined for three, or as many as there are brokers. */
  readonly replication?: number | undefined;
  readonly connection: KafkaConnection;
  readonly log: Pick<StreamLog, 'warn' | 'debug'>;
  /** Ends pauses. */
  readonly signal: AbortSignal;
}

/**
 * Creates missing topics and checks existing ones, which it never changes: where all of them exist, nothing but the right to describe them is
 * needed. With three copies or more an acknowledgement means two of them. Throws where more copies are asked for than there are brokers.
 */
export async function ensureKafkaTopics(
  admin: Admin,
  topics: Readonly<Record<string, TopicShape>>,
  { replication, connection, log, signal }: TopicParts,
): Promise<void> {
  const missing = await missingIn(admin, topics);
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    const replicationFactor = replication ?? Math.min(REPLICAS, Math.max(brokers.length, 1));
    const wanted = missing.map(([topic, shape]) => topicConfig(topic, shape, replicationFactor));
    // Another process may create them concurrently: the check below sees the result.
    // Not `waitForLeaders`, which fails where a broker does not know the new topic yet: `metadataOf` waits for both.
    await admin.createTopics({ waitForLeaders: false, topics: wanted }).catch(async (cause: unknown) => {
      const still = isDenied(cause) ? new Map(await missingIn(admin, topics)) : undefined;
      if (!still) throw cause;
      if (still.size > 0) throw missingTopics(wanted.filter(({ topic }) => still.has(topic)), connection, cause); // prettier-ignore
    });
  }
  for (const { name, partitions } of await metadataOf(admin, Object.keys(topics), signal)) {
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
  await checkRetention(admin, topics, log);
}

const missingIn = async (admin: Admin, topics: Readonly<Record<string, TopicShape>>): Promise<[string, TopicShape][]> => {
  const there = new Set(await admin.listTopics());
  return Object.entries(topics).filter(([topic]) => !there.has(topic));
};

/** A topic that another process has just created exists before every broker knows it. */
async function metadataOf(admin: Admin, topics: string[], signal: AbortSignal): Promise<kafkajs.ITopicMetadata[]> {
  const backOff = new BackOff({ first: 100, longest: 1_000 });
  for (let attempt = 1; ; attempt++) {
    try {
      return (await admin.fetchTopicMetadata({ topics })).topics;
    } catch (error) {
      if (attempt === ATTEMPTS || !NOT_KNOWN_YET.has((error as { type?: string }).type ?? '')) throw error;
      await backOff.wait(signal);
    }
  }
}

/** A topic that somebody else made may drop what has no other copy. */
async function checkRetention(admin: Admin, topics: Readonly<Record<string, TopicShape>>, log: TopicParts['log']): Promise<void> {
  const stated = new Map(Object.entries(topics).filter(([topic]) => !isRelayTopic(topic)));
  if (stated.size === 0) return;
  const resources = [...stated.keys()].map((name) => ({
    type: kafkajs.ConfigResourceTypes.TOPIC,
    name,
    configNames: [RETENTION],
  }));
  try {
    const described = await admin.describeConfigs({ resources, includeSynonyms: false });
    for (const { resourceName: topic, configEntries } of described.resources) {
      const retentionMs = configEntries.find(({ configName }) => configName === RETENTION)?.configValue;
      const wanted = String(stated.get(topic)?.retentionMs);
      if (retentionMs !== undefined && retentionMs !== wanted)
        log.warn(
          { topic, retentionMs, stated: wanted },
          'a topic that is no copy keeps messages for another time than stated; set its retention.ms',
        );
    }
  } catch (error) {
    // Nothing else needs the right to read settings.
    if (!isDenied(error)) throw error;
    log.debug({ topics: [...stated.keys()] }, 'how long topics keep messages cannot be checked: reading settings is denied');
  }
}

const topicConfig = (topic: string, { partitions, retentionMs }: TopicShape, replicationFactor: number): ITopicConfig => ({
  topic,
  numPartitions: partitions,
  replicationFactor,
  configEntries: [
    { name: RETENTION, value: String(retentionMs) },
    ...(replicationFactor >= REPLICAS ? [{ name: 'min.insync.replicas', value: '2' }] : []),
  ],
});
