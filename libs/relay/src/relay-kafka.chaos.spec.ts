import { RELAY_TOPICS, TOPICS, relayPartitions } from '@stoa/contracts';
import { KafkaEventStream } from '@stoa/event-stream';
import { partitionName, type EventStore, type PartitionHandler, type Position, type RecordedEvent } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { codec, RelayedWorld } from './testing/relayed-world.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const LEASE_MS = 10_000;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** What projectors are to a relay: events counted once by position, holes filled from the log, offsets kept. */
class Applying implements PartitionHandler {
  readonly events: RecordedEvent[] = [];
  readonly reached = new Map<string, Position>();
  repeated = 0;
  filled = 0;
  private readonly offsets = new Map<string, bigint>();

  constructor(private readonly store: EventStore) {}

  async assigned(partition: { topic: string; partition: number }): Promise<bigint | undefined> {
    return this.offsets.get(partitionName(partition));
  }

  async revoked(): Promise<void> {}

  async handle(...[partition, records]: Parameters<PartitionHandler['handle']>): Promise<void> {
    const name = partitionName(partition);
    for (const record of records) {
      const decoded = codec.decode(partition, record);
      if ('problem' in decoded) throw new Error(decoded.problem.sentence);
      const { position, previous, event } = decoded.ok;
      const at = this.reached.get(name) ?? '';
      this.offsets.set(name, record.offset + 1n);
      if (position <= at) {
        if (event) this.repeated++;
        continue;
      }
      if (previous > at) this.filled++;
      if (event) this.events.push(event);
      this.reached.set(name, position);
    }
  }

  /** Whether every partition knows all, and every event of the log came once. */
  async isLevel(): Promise<void> {
    const head = await this.store.head();
    for (const partition of relayPartitions()) expect((this.reached.get(partitionName(partition)) ?? '') >= head).toBe(true);
  }
}

await describeWith('from a store into Kafka', ['kafka'], (servers) => {
  const opened: { close(): Promise<void> }[] = [];
  const open = () => {
    const stream = new KafkaEventStream({
      brokers: servers.kafka.brokers.split(','),
      clientId: 'relay',
      log: silent,
      topics: TOPICS,
    });
    opened.push(stream);
    return stream;
  };
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  it('nothing is lost, doubled in effect or out of order while relays and the broker are killed', async () => {
    const world = new RelayedWorld();
    opened.push({ close: () => world.end() });
    const consumer = new Applying(world.store);
    const stream = open();
    await stream.ensureTopics();
    stream.consume('applying', Object.keys(RELAY_TOPICS), consumer, () => undefined);
    let relay = world.relay({ stream: open(), leaseMs: LEASE_MS });
    await world.happen(500);
    await eventually(() => consumer.isLevel(), WAIT);
    for (let round = 0; round < 2; round++) {
      const happening = world.happen(400);
      await servers.kafka.kill();
      await world.happen(50);
      // Pages are not updated, and the relay reports why.
      await eventually(() => expect(relay.status().trouble).not.toBeNull(), WAIT);
      await servers.kafka.restart();
      await happening;
      await relay.stop();
      relay = world.relay({ stream: open(), leaseMs: LEASE_MS });
      await world.happen(50);
      await eventually(() => consumer.isLevel(), WAIT);
    }
    const log = await world.log();
    const applied = consumer.events.toSorted((one, other) => (one.position < other.position ? -1 : 1));
    expect(applied).toEqual(log);
    expect(consumer.filled).toBe(0);
    await eventually(
      () => expect(relay.status()).toMatchObject({ role: 'active', trouble: null, position: log.at(-1)!.position }),
      WAIT,
    );
    process.stdout.write(`relay on Kafka: ${log.length} events, 2 kills of the broker, ${consumer.repeated} repeated, 0 lost\n`);
  });

  it('stream topics that were recreated under it are filled again', async () => {
    const { default: kafkajs } = await import('kafkajs');
    const admin = new kafkajs.Kafka({ brokers: servers.kafka.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin();
    const wipe = async () => {
      await admin.connect();
      await admin.deleteTopics({ topics: Object.keys(RELAY_TOPICS) });
      await admin.disconnect();
    };
    await wipe();
    const world = new RelayedWorld();
    opened.push({ close: () => world.end() });
    const stream = open();
    await eventually(() => stream.ensureTopics(), WAIT);
    world.relay({ stream, repeatMs: 1_000, leaseMs: LEASE_MS });
    await world.happen(300);
    const before = new Applying(world.store);
    stream.consume('before', Object.keys(RELAY_TOPICS), before, () => undefined);
    await eventually(() => before.isLevel(), WAIT);
    await wipe();
    await world.happen(20);
    const after = new Applying(world.store);
    open().consume('after', Object.keys(RELAY_TOPICS), after, () => undefined);
    await eventually(() => after.isLevel(), WAIT);
    await eventually(() => before.isLevel(), WAIT);
    // The old consumer missed nothing; the new one saw holes in the first messages of the new stream topics, and all of them were filled later.
    expect(before.events.toSorted((one, other) => (one.position < other.position ? -1 : 1))).toEqual(await world.log());
    await eventually(() => expect(after.repeated + after.events.length).toBeGreaterThanOrEqual(320), WAIT);
    expect(world.logged).toContain('publishing again from the start of the log');
  });
});
