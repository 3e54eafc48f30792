import { Recorder } from '../recorder.ts';
import { check, message, numbers, refusal, shape, topicOf, until, type Clause } from './clause.ts';

/** What lasts when streams are closed, and opened again. */
export const closing: readonly Clause[] = [
  {
    name: 'it is healthy while nothing is wrong, and accepts nothing once it is closed',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 1);
      check((await stream.health()) === null, 'it is healthy');
      const recorder = new Recorder();
      consume(recorder);
      await until(
        () => recorder.held.size === 1,
        () => 'it was not assigned',
      );
      await stream.close();
      check(recorder.held.size === 0, 'its consumers are stopped');
      check((await refusal(stream.publish(places[0], [message('late')]))) !== undefined, 'it is closed');
    },
  },
  {
    name: 'what was acknowledged is there after all were closed and opened again, and the offsets go on',
    async check(open, topic) {
      const { stream, places } = await topicOf(open, topic, 2);
      const sent = numbers(0, 200);
      const publish = (text: string) => stream.publish(places[Number(text) % 2]!, [message(text, { ce_id: text })]);
      // One by one at first: a request for two partitions, of which one has no leader yet, is sent again for both.
      for (const text of sent.slice(0, 2)) await publish(text);
      await Promise.all(sent.slice(2).map(publish));
      await stream.close();
      const again = open(shape(topic, 2));
      await again.ensureTopics();
      const ends = (await again.ends(topic)).join();
      check(ends === '100,100', `the ends are where they were, not ${ends}`);
      check((await again.publish(places[0], [message('next')])) === 100n, 'the offsets go on');
      const recorder = new Recorder();
      again.consume(`${topic}-again`, [topic], recorder, () => undefined);
      await until(
        () => recorder.seen.length >= 201,
        () => `${recorder.seen.length} of 201 came`,
      );
      check(recorder.values(places[0]).join() === [...sent.filter((text) => Number(text) % 2 === 0), 'next'].join(), 'in order');
      check(recorder.values(places[1]!).join() === sent.filter((text) => Number(text) % 2 === 1).join(), 'in every partition');
      const kept = recorder.seen.filter(({ record }) => record.headers['ce_id'] !== undefined);
      check(
        kept.length === 200 && kept.every(({ record }) => Buffer.from(record.value).toString() === record.headers['ce_id']),
        'whole',
      );
    },
  },
  {
    name: 'what is published while it closes is refused, or acknowledged and kept',
    async check(open, topic) {
      const { stream, places } = await topicOf(open, topic, 1);
      const attempts = numbers(0, 100).map((text) => stream.publish(places[0], [message(text)]));
      const outcomes = Promise.allSettled(attempts);
      await stream.close();
      const offsets = (await outcomes).map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined));
      const again = open(shape(topic, 1));
      await again.ensureTopics();
      const last = await again.publish(places[0], [message('last')]);
      const recorder = new Recorder();
      again.consume(`${topic}-again`, [topic], recorder, () => undefined);
      await until(
        () => recorder.seen.at(-1)?.record.offset === last,
        () => `of ${last + 1n} came ${recorder.seen.length}`,
      );
      const values = recorder.values(places[0]);
      offsets.forEach((offset, index) =>
        check(offset === undefined || values[Number(offset)] === String(index), `${index} was acknowledged and is not there`),
      );
    },
  },
];
