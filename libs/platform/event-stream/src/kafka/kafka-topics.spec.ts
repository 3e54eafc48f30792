import { RELAY_TOPICS, TOPICS, VIEW_FACTS } from '@stoa/contracts';
import type { Admin, ITopicConfig } from 'kafkajs';
import { ensureKafkaTopics } from './kafka-topics.ts';

/** A cluster's admin, as far as it is asked. */
function cluster(brokers: number, replicasThere?: number) {
  const created: ITopicConfig[] = [];
  const shapes = Object.entries(TOPICS).map(([name, { partitions }]) => ({
    name,
    partitions: Array.from({ length: partitions }, () => ({ replicas: Array.from({ length: replicasThere ?? 1 }) })),
  }));
  const admin = {
    listTopics: async () => (replicasThere === undefined ? [] : Object.keys(TOPICS)),
    describeCluster: async () => ({ brokers: Array.from({ length: brokers }) }),
    createTopics: async ({ topics }: { topics: ITopicConfig[] }) => void created.push(...topics),
    fetchTopicMetadata: async () => ({ topics: shapes }),
  } as unknown as Admin;
  return { admin, created };
}
const warnings: unknown[] = [];
const log = { warn: (details: object) => void warnings.push(details) };
beforeEach(() => void warnings.splice(0));
const inSync = ({ configEntries = [] }: ITopicConfig) => configEntries.find(({ name }) => name === 'min.insync.replicas')?.value;

describe('topics that are created', () => {
  it.each([
    ['one broker', 1, undefined, 1, undefined],
    ['three brokers', 3, undefined, 3, '2'],
    ['five brokers', 5, undefined, 3, '2'],
    ['one broker of a cluster that is to have three', 1, 3, 3, '2'],
    ['three brokers of which one is enough', 3, 1, 1, undefined],
  ])('have the copies that %s can keep, or that are asked for', async (_what, brokers, replication, copies, least) => {
    const { admin, created } = cluster(brokers);
    await ensureKafkaTopics(admin, TOPICS, { replication, log });
    expect(created.map(({ topic }) => topic)).toEqual(Object.keys(TOPICS));
    expect(new Set(created.map(({ replicationFactor }) => replicationFactor))).toEqual(new Set([copies]));
    expect(new Set(created.map(inSync))).toEqual(new Set([least]));
  });

  it('are not copies of the store where views come in, which is said when they have too few', async () => {
    await ensureKafkaTopics(cluster(3, 1).admin, TOPICS, { replication: 3, log });
    await ensureKafkaTopics(cluster(3, 3).admin, TOPICS, { replication: 3, log });
    await ensureKafkaTopics(cluster(1, 1).admin, TOPICS, { log });
    expect(warnings).toEqual([{ topic: VIEW_FACTS, replicas: 1, stated: 3 }]);
    expect(Object.keys(RELAY_TOPICS)).not.toContain(VIEW_FACTS);
  });
});
