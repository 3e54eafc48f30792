import { RELAY_TOPICS } from '@stoa/contracts';
import { Kafka, logLevel, type Admin, type Message } from 'kafkajs';

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

/** The messages of one partition that are there now, as they are. */
export async function messagesIn(brokers: string, topic: string, partition: number): Promise<Message[]> {
  const [place] = (await asAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic))).filter(
    (one) => one.partition === partition,
  );
  const [low, high] = [Number(place?.low ?? 0), Number(place?.high ?? 0)];
  if (low === high) return [];
  const consumer = clientOf(brokers).consumer({ groupId: `a-test-${process.pid}-${Date.now()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    return await new Promise<Message[]>((resolve, reject) => {
      const messages: Message[] = [];
      consumer
        .run({
          autoCommit: false,
          eachMessage: async ({ partition: from, message }) => {
            if (from !== partition || messages.length >= high - low) return;
            messages.push({ key: message.key, value: message.value, ...(message.headers ? { headers: message.headers } : {}) });
            if (messages.length === high - low) resolve(messages);
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
