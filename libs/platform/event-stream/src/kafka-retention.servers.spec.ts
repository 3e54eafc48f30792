import { eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { KafkaEventStream } from './index.ts';
import { message, shape } from './testing/contract-suite.ts';
import { Recorder } from './testing/recorder.ts';
import { silent } from './testing/silent.ts';

const TIMEOUT = { timeout: 60_000, interval: 50 };

await describeWith('where retention is quicker than a consumer', ['kafka'], (servers) => {
  it('it goes on with the earliest message that is left', async () => {
    const { default: kafkajs } = await import('kafkajs');
    const brokers = servers.kafka.brokers.split(',');
    const place = { topic: 'retention', partition: 0 };
    const stream = new KafkaEventStream({ brokers, clientId: 'retention', log: silent, topics: shape(place.topic, 1) });
    const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
    let release = () => undefined as void;
    try {
      await stream.ensureTopics();
      const recorder = new Recorder();
      const held = new Promise<void>((resolve) => (release = resolve));
      recorder.before = () => held;
      const long = 'x'.repeat(2_000);
      await stream.publish(
        place,
        Array.from({ length: 20_000 }, (_, index) => message(`${index} ${long}`)),
      );
      stream.consume('retention', [place.topic], recorder, () => undefined);
      await eventually(() => expect(recorder.calls).toContain('retention/0'), TIMEOUT);
      await admin.connect();
      await admin.fetchTopicOffsets(place.topic); // loads the topic’s metadata, which the next call needs
      await admin.deleteTopicRecords({ topic: place.topic, partitions: [{ partition: 0, offset: '19000' }] });
      release();
      await eventually(() => expect(recorder.seen.at(-1)?.record.offset).toBe(19_999n), TIMEOUT);
      const offsets = recorder.seen.map(({ record }) => Number(record.offset));
      expect(offsets.every((offset, index) => index === 0 || offset > offsets[index - 1]!)).toBe(true);
      expect(offsets.filter((offset) => offset >= 19_000)).toHaveLength(1_000);
      expect(offsets.length).toBeLessThan(20_000);
    } finally {
      release();
      await admin.disconnect();
      await stream.close();
    }
  });
});
