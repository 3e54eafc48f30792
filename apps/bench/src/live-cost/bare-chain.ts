import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  START,
  StreamNotFoundError,
  jsonEvent,
} from '@eventstore/db-client';
import { derivedId } from '@stoa/kernel';
import kafkajs, { type Kafka } from 'kafkajs';
import pg from 'pg';
import { cpuByPiece } from '../distributed/cpu.ts';
import { until, withServers } from '../distributed/site.ts';
import { atPace, costOf, type Cost, type Pace } from './work.ts';

const TOPIC = 'bare';
const PARTITIONS = 6;
const TARGETS = 600;

export type BareRequest = Pace & { readonly name: string };

/**
 * A process with servers of its own, and the bare limit of a live event on them: what the client libraries do with two reads of streams, an
 * append with the expected revision, a message to Kafka, its consumption, and an upsert into Postgres for each batch that comes. Nothing is
 * checked, decided, signed or waited for in order. Each request gives what the process and its servers used.
 */
export function serveBareChain(): Promise<void> {
  return withServers(['postgres', 'kafka', 'eventstore'], async ({ postgres, kafka, eventstore }) => {
    const chain = await BareChain.open(postgres.url, kafka.brokers, eventstore.connectionString);
    process.send?.('ready');
    await new Promise<void>((resolve, reject) => {
      process.on('disconnect', resolve);
      process.on('message', (request: BareRequest) => {
        chain.run(request).then((cost) => process.send?.(cost), reject);
      });
    });
    await chain.close();
  });
}

class BareChain {
  private upserted = 0;

  private constructor(
    private readonly store: EventStoreDBClient,
    private readonly producer: ReturnType<Kafka['producer']>,
    private readonly consumer: ReturnType<Kafka['consumer']>,
    private readonly postgres: pg.Client,
  ) {}

  static async open(postgresUrl: string, brokers: string, eventStore: string): Promise<BareChain> {
    const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.ERROR });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic: TOPIC, numPartitions: PARTITIONS, replicationFactor: 1 }],
      waitForLeaders: true,
    });
    await admin.disconnect();
    const postgres = new pg.Client({ connectionString: postgresUrl });
    await postgres.connect();
    await postgres.query('CREATE TABLE bare (id text PRIMARY KEY, helpful bigint NOT NULL)');
    const store = EventStoreDBClient.connectionString(eventStore);
    const chain = new BareChain(store, kafka.producer(), kafka.consumer({ groupId: TOPIC, maxWaitTimeInMs: 100 }), postgres);
    await chain.start();
    return chain;
  }

  private async start(): Promise<void> {
    await this.producer.connect();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
    const sql = `INSERT INTO bare SELECT id, count(*) FROM unnest($1::text[]) AS given(id) GROUP BY id ORDER BY id
      ON CONFLICT (id) DO UPDATE SET helpful = bare.helpful + excluded.helpful`;
    await this.consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { messages } }) => {
        const events = messages.map(({ value }) => JSON.parse(String(value)) as { questionId: string });
        await this.postgres.query({ name: 'upsert', text: sql, values: [events.map(({ questionId }) => questionId)] });
        this.upserted += events.length;
      },
    });
  }

  async run(request: BareRequest): Promise<Cost> {
    const { events, name } = request;
    const goal = this.upserted + events;
    const before = cpuByPiece();
    const seconds = await atPace(request, (index) => this.event(name, index));
    await until(async () => this.upserted >= goal, 60_000, 'all events upserted');
    return costOf(before, cpuByPiece(), { events, seconds });
  }

  private async event(name: string, index: number): Promise<void> {
    const questionId = derivedId('bare-question', String(index % TARGETS));
    const memberId = derivedId('bare-member', name, String(index));
    const own = `rating-${questionId}-${memberId}`;
    await drained(this.store.readStream(own, { direction: BACKWARDS, fromRevision: END, maxCount: 100 }));
    await drained(this.store.readStream(`question-${questionId}`, { direction: FORWARDS, fromRevision: START, maxCount: 1000 }));
    const data = { questionId, memberId, value: 'helpful', former: null };
    const metadata = {
      commandId: randomUUID(),
      occurredAt: '2026-01-01T00:00:00.000Z',
      correlationId: name,
      principal: memberId,
    };
    await this.store.appendToStream(own, [jsonEvent({ type: 'QuestionRated.v1', data, metadata })], {
      expectedRevision: NO_STREAM,
    });
    const message = { key: questionId, value: JSON.stringify(data), partition: index % PARTITIONS };
    await this.producer.send({ topic: TOPIC, acks: -1, messages: [message] });
  }

  async close(): Promise<void> {
    await Promise.all([this.consumer.disconnect(), this.producer.disconnect(), this.postgres.end(), this.store.dispose()]);
  }
}

async function drained(events: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const event of events) void event;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
}
