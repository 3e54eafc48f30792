import { eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import type { PartitionId } from '@stoa/kernel';
import { KafkaEventStream } from './index.ts';
import { message, shape } from './testing/contract-suite.ts';
import { Recorder } from './testing/recorder.ts';
import { silent } from './testing/silent.ts';

const TIMEOUT = { timeout: 60_000, interval: 50 };

await describeWith('while the broker dies', ['kafka'], (servers) => {
  const opened: KafkaEventStream[] = [];
  const open = (topic: string, partitions = 3) => {
    const stream = new KafkaEventStream({
      brokers: servers.kafka.brokers.split(','),
      clientId: 'broken',
      log: silent,
      topics: shape(topic, partitions),
    });
    opened.push(stream);
    return stream;
  };
  afterEach(() => Promise.all(opened.splice(0).map((stream) => stream.close())));

  /** Publishes numbers one after the other, each until it is acknowledged, as the relay does. */
  async function publishAll(stream: KafkaEventStream, place: PartitionId, count: number, refused: string[]): Promise<void> {
    for (let next = 0; next < count; next++)
      for (;;) {
        try {
          await stream.publish(place, [message(String(next))]);
          break;
        } catch (error) {
          refused.push((error as Error).message);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
  }

  it('nothing acknowledged is lost, order is kept, and consumers come back', async () => {
    const topic = 'killed';
    const stream = open(topic);
    await stream.ensureTopics();
    const recorder = new Recorder();
    const troubles: unknown[] = [];
    stream.consume('killed', [topic], recorder, (error) => troubles.push(error));
    await eventually(() => expect(recorder.held.size).toBe(3), TIMEOUT);
    const places = [0, 1, 2].map((partition) => ({ topic, partition }));
    const refused: string[] = [];
    const back: number[] = [];
    const publishing = Promise.all(places.map((place) => publishAll(stream, place, 1_500, refused)));
    for (let round = 1; round <= 2; round++) {
      await eventually(() => expect(recorder.values(places[0]!).length).toBeGreaterThan(round * 400), TIMEOUT);
      await servers.kafka.kill();
      await new Promise((resolve) => setTimeout(resolve, round * 1_500));
      await servers.kafka.restart();
      const [since, before] = [performance.now(), recorder.seen.length];
      await eventually(() => expect(recorder.seen.length).toBeGreaterThan(before), TIMEOUT);
      back.push(Math.round(performance.now() - since));
    }
    await publishing;
    for (const place of places) await eventually(() => expect(recorder.values(place).at(-1)).toBe('1499'), TIMEOUT);
    for (const place of places) {
      // Repetitions are allowed, going back further than what was not acknowledged is not; a consumer drops them by position.
      const firsts = recorder.values(place).filter((value, index, all) => all.indexOf(value) === index);
      expect(firsts).toEqual(Array.from({ length: 1_500 }, (_, index) => String(index)));
    }
    expect(recorder.overlaps).toEqual([]);
    process.stdout.write(
      `kafka kill: 2 kills, ${refused.length} publications refused, ${recorder.seen.length - 4_500} repeated, ${troubles.length} troubles, consumers back after ${back.join(' and ')} ms\n`,
    );
  });

  it('health says so, and that it is well again', async () => {
    const stream = open('health');
    await stream.ensureTopics();
    expect(await stream.health()).toBeNull();
    await servers.kafka.kill();
    await eventually(async () => expect(await stream.health()).toMatch(/Kafka does not respond/), TIMEOUT);
    await servers.kafka.restart();
    await eventually(async () => expect(await stream.health()).toBeNull(), TIMEOUT);
  });

  it('a recreated stream topic is read from its beginning', async () => {
    const { default: kafkajs } = await import('kafkajs');
    const topic = 'recreated';
    const stream = open(topic, 1);
    await stream.ensureTopics();
    const place = { topic, partition: 0 };
    const recorder = new Recorder();
    stream.consume('recreated', [topic], recorder, () => undefined);
    await stream.publish(
      place,
      Array.from({ length: 50 }, (_, index) => message(`old-${index}`)),
    );
    await eventually(() => expect(recorder.values(place)).toHaveLength(50), TIMEOUT);
    const admin = new kafkajs.Kafka({ brokers: servers.kafka.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
    recorder.from = () => 50n;
    await eventually(() => stream.ensureTopics(), TIMEOUT);
    await eventually(() => stream.publish(place, [message('new-0')]), TIMEOUT);
    await eventually(() => expect(recorder.values(place)).toContain('new-0'), TIMEOUT);
  });

  it('it starts before the broker does', async () => {
    await servers.kafka.kill();
    const stream = open('early', 1);
    const recorder = new Recorder();
    const subscription = stream.consume('early', ['early'], recorder, () => undefined);
    await expect(stream.publish({ topic: 'early', partition: 0 }, [message('x')])).rejects.toThrow();
    await servers.kafka.restart();
    await eventually(() => stream.ensureTopics(), TIMEOUT);
    await stream.publish({ topic: 'early', partition: 0 }, [message('y')]);
    await eventually(() => expect(recorder.values({ topic: 'early', partition: 0 })).toEqual(['y']), TIMEOUT);
    await subscription.stop();
  });
});
