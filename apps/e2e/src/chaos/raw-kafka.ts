import { RELAY_TOPICS } from '@stoa/contracts';
import { Kafka, logLevel, type Admin, type EachMessagePayload, type Message } from 'kafkajs';

const RELAYED = Object.keys(RELAY_TOPICS);
const clientOf = (brokers: string) => new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });

async function asAdmin<A>(brokers: string, work: (admin: Admin) => Promise<A>): Promise<A> {
  const admin = clientOf(brokers).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Deletes every topic that is a copy of the store. */
export const wipe = (brokers: string): Promise<void> =>
  asAdmin(brokers, async (admin) => {
    const there = await admin.listTopics();
    await admin.deleteTopics({ topics: RELAYED.filter((topic) => there.includes(topic)) });
  });

/** How many messages were ever written into the topics as they are now. */
export const endsOf = (brokers: string): Promise<number> =>
  asAdmin(brokers, async (admin) => {
    const offsets = await Promise.all(RELAYED.map((topic) => admin.fetchTopicOffsets(topic)));
    return offsets.flat().reduce((sum, { high }) => sum + Number(high), 0);
  });

/** Creates a topic as somebody does who does not know what is expected of it. */
export const createTopic = (brokers: string, topic: string, numPartitions: number): Promise<void> =>
  asAdmin(brokers, async (admin) => {
    await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  });

export const addPartitions = (brokers: string, topic: string, count: number): Promise<void> =>
  asAdmin(brokers, async (admin) => {
    await admin.createPartitions({ topicPartitions: [{ topic, count }] });
  });

/** Writes messages as anybody can who reaches the broker; `partition` in each says where. */
export async function produce(brokers: string, topic: string, messages: readonly Message[]): Promise<void> {
  const producer = clientOf(brokers).producer({
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition as number,
  });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [...messages] });
  } finally {
    await producer.disconnect();
  }
}

/** Positions of the events in the topics that are copies of the store, as often as each is there. */
export async function relayedEvents(brokers: string): Promise<string[]> {
  const there = await asAdmin(brokers, (admin) => admin.listTopics());
  const topics = RELAYED.filter((topic) => there.includes(topic));
  return (await messagesOf(brokers, topics))
    .filter(({ message }) => message.value && message.value.length > 0)
    .map(({ message }) => String(message.headers?.['stoa_position']));
}

/** The messages of one partition that are there now, as they are. */
export const messagesIn = async (brokers: string, topic: string, partition: number): Promise<Message[]> =>
  (await messagesOf(brokers, [topic])).filter((found) => found.partition === partition).map(({ message }) => message);

interface Found {
  readonly partition: number;
  readonly message: Message;
}

async function messagesOf(brokers: string, topics: readonly string[]): Promise<Found[]> {
  const missing = new Map<string, number>();
  for (const topic of topics)
    for (const { partition, low, high } of await asAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic)))
      if (Number(high) > Number(low)) missing.set(`${topic}/${partition}`, Number(high) - 1);
  if (missing.size === 0) return [];
  const consumer = clientOf(brokers).consumer({ groupId: `a-test-${process.pid}-${Date.now()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    return await new Promise<Found[]>((resolve, reject) => {
      const found: Found[] = [];
      const take = async ({ topic, partition, message }: EachMessagePayload) => {
        const last = missing.get(`${topic}/${partition}`);
        if (last === undefined) return;
        const { key, value, headers } = message;
        found.push({ partition, message: { key, value, ...(headers ? { headers } : {}) } });
        if (Number(message.offset) >= last) missing.delete(`${topic}/${partition}`);
        if (missing.size === 0) resolve(found);
      };
      consumer.run({ autoCommit: false, eachMessage: take }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
