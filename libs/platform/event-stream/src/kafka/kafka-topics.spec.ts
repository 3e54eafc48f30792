import { RELAY_TOPICS, TOPICS, VIEW_FACTS } from '@stoa/contracts';
import type { Admin, ITopicConfig } from 'kafkajs';
import { ensureKafkaTopics } from './kafka-topics.ts';

/** A cluster's admin, as far as it is asked. */
function cluster(brokers: number, replicasThere?: number, retention = '-1') {
  const created: ITopicConfig[] = [];
  const shapes = Object.entries(TOPICS).map(([name, { partitions }]) => ({
    name,
    partitions: Array.from({ length: partitions }, () => ({ replicas: Array.from({ length: replicasThere ?? 1 }) })),
  }));
  const admin = {
    listTopics: async () => (replicasThere === undefined ? [] : Object.keys(TOPICS)),
    describeCluster: async () => ({ brokers: Array.from({ length: brokers }) }),
    createTopics: async ({ topics }: { topics: ITopicConfig[] }) => void created.push(...topics),
    describeConfigs: async () => ({
      resources: [{ resourceName: VIEW_FACTS, configEntries: [{ configName: 'retention.ms', configValue: retention }] }],
    }),
    fetchTopicMetadata: async () => ({ topics: shapes }),
  } as unknown as Admin;
  return { admin, created };
}
const warnings: unknown[] = [];
const log = { warn: (details: object) => void warnings.push(details), debug: () => undefined };
const connection = { brokers: ['a:1', 'b:2'] };
const { signal } = new AbortController();
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
    await ensureKafkaTopics(admin, TOPICS, { replication, log, connection, signal });
    expect(created.map(({ topic }) => topic)).toEqual(Object.keys(TOPICS));
    expect(new Set(created.map(({ replicationFactor }) => replicationFactor))).toEqual(new Set([copies]));
    expect(new Set(created.map(inSync))).toEqual(new Set([least]));
  });

  it('are not copies of the store where views come in, which is said when they have too few', async () => {
    await ensureKafkaTopics(cluster(3, 1).admin, TOPICS, { replication: 3, log, connection, signal });
    await ensureKafkaTopics(cluster(3, 3).admin, TOPICS, { replication: 3, log, connection, signal });
    await ensureKafkaTopics(cluster(1, 1).admin, TOPICS, { log, connection, signal });
    expect(warnings).toEqual([{ topic: VIEW_FACTS, replicas: 1, stated: 3 }]);
    expect(Object.keys(RELAY_TOPICS)).not.toContain(VIEW_FACTS);
  });

  it('another process has just created are waited for until the broker knows them', async () => {
    const { admin } = cluster(1);
    let asked = 0;
    const late: typeof admin.fetchTopicMetadata = (about) =>
      ++asked < 3
        ? Promise.reject(Object.assign(new Error('not here'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' }))
        : admin.fetchTopicMetadata(about);
    await ensureKafkaTopics({ ...admin, fetchTopicMetadata: late }, TOPICS, { log, connection, signal });
    expect(asked).toBe(3);
  });

  it('somebody else made keep what has no other copy, or it is said that they do not', async () => {
    await ensureKafkaTopics(cluster(1, 1, '604800000').admin, TOPICS, { log, connection, signal });
    expect(warnings).toEqual([{ topic: VIEW_FACTS, retentionMs: '604800000', stated: '-1' }]);
  });
});

describe('topics that may not be created', () => {
  const denial = () =>
    Object.assign(new Error('Topic creation errors'), { errors: [{ type: 'TOPIC_AUTHORIZATION_FAILED', message: 'denied' }] });
  const denying = (there: readonly string[][]) => {
    const lists = [...there];
    const refuse = () => Promise.reject(denial());
    return {
      ...cluster(3, 3).admin,
      listTopics: async () => lists.shift(),
      createTopics: refuse,
      describeConfigs: refuse,
    } as unknown as Admin;
  };

  it('are named with what creates them', async () => {
    const there = Object.keys(TOPICS).filter((topic) => topic !== VIEW_FACTS);
    const ensuring = ensureKafkaTopics(denying([there, there]), TOPICS, {
      log,
      signal,
      connection: { ...connection, sasl: { mechanism: 'PLAIN', user: 'stoa', password: 'hunter2' } },
    });
    await expect(ensuring).rejects.toMatchObject({ code: 'missing-topics', message: expect.not.stringContaining('hunter2') });
    await expect(ensuring).rejects.toThrow(
      'Kafka at a:1, b:2 has no stoa.view-facts.v1 that the user stoa may see, and does not let it create topics. Create what is missing, or let ' +
        'it describe what is there: kafka-topics.sh --bootstrap-server a:1,b:2 --create --topic stoa.view-facts.v1 --partitions 4 ' +
        '--replication-factor 3 --config retention.ms=-1 --config min.insync.replicas=2',
    );
  });

  it('are not missed where another process has created them meanwhile', () =>
    expect(ensureKafkaTopics(denying([[], Object.keys(TOPICS)]), TOPICS, { log, connection, signal })).resolves.toBeUndefined());

  it('need not be created where they exist, nor their settings be readable', () =>
    expect(ensureKafkaTopics(denying([Object.keys(TOPICS)]), TOPICS, { log, connection, signal })).resolves.toBeUndefined());
});
