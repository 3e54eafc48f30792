import { Recorder } from '../recorder.ts';
import { check, message, numbers, topicOf, until, type Clause } from './clause.ts';

/** What a consumer is promised of its partitions. */
export const consuming: readonly Clause[] = [
  {
    name: 'a consumer begins where its handler says, and at the earliest for an offset that is gone',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 4);
      for (const place of places)
        await stream.publish(
          place,
          numbers(0, 5).map((text) => message(text)),
        );
      const recorder = new Recorder();
      recorder.from = ({ partition }) => [3n, 5n, 99n, undefined][partition];
      consume(recorder);
      const ready = () => recorder.values(places[0]).length === 2 && recorder.values(places[2]!).length === 5;
      await until(
        () => ready() && recorder.values(places[3]!).length === 5,
        () => recorder.calls.join(),
      );
      check(recorder.values(places[0]).join() === '3,4', 'from an offset');
      await stream.publish(places[1]!, [message('next')]);
      await until(
        () => recorder.values(places[1]!).length > 0,
        () => 'nothing after the end',
      );
      check(recorder.values(places[1]!).join() === 'next', 'from the end');
    },
  },
  {
    name: 'what is published while it consumes arrives; after a stop nothing arrives, and every partition was revoked',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 2);
      const recorder = new Recorder();
      const subscription = consume(recorder);
      for (const text of numbers(0, 20)) await stream.publish(places[Number(text) % 2]!, [message(text)]);
      await until(
        () => recorder.seen.length >= 20,
        () => `${recorder.seen.length} of 20 came`,
      );
      await subscription.stop();
      await stream.publish(places[0], [message('late')]);
      await new Promise((resolve) => setTimeout(resolve, 200));
      check(recorder.seen.length === 20, 'it rests');
      check(recorder.held.size === 0 && recorder.calls.filter((call) => call.startsWith('-')).length === 2, 'all were revoked');
    },
  },
  {
    name: 'a handler that throws gets the same records again, and only its own partition waits',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 2);
      await stream.publish(
        places[0],
        numbers(0, 3).map((text) => message(text)),
      );
      const recorder = new Recorder();
      const given: string[] = [];
      let failing = true;
      recorder.before = async ({ partition }, records) => {
        if (partition === 0) given.push(records[0]!.offset.toString());
        if (partition === 0 && failing) throw new Error('as planned');
      };
      consume(recorder);
      await until(
        () => given.length > 1,
        () => 'it did not come again',
      );
      await stream.publish(places[0], [message('3')]);
      for (const text of numbers(0, 10)) await stream.publish(places[1]!, [message(text)]);
      await until(
        () => recorder.values(places[1]!).length === 10,
        () => 'the other partition waits',
      );
      check(recorder.values(places[0]).length === 0, 'nothing was passed over');
      failing = false;
      await until(
        () => recorder.values(places[0]).length >= 4,
        () => 'it did not go on',
      );
      check(
        recorder.values(places[0]).join() === '0,1,2,3' && given.every((offset) => offset === '0' || offset === '3'),
        given.join(),
      );
    },
  },
  {
    name: 'a handler that takes long holds up only its own partition, and keeps what is its',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 2);
      const recorder = new Recorder();
      let release = () => undefined as void;
      const long = new Promise<void>((resolve) => (release = resolve));
      recorder.before = async ({ partition }) => (partition === 0 ? long : undefined);
      consume(recorder);
      await stream.publish(places[0], [message('slow')]);
      for (const text of numbers(0, 10)) await stream.publish(places[1]!, [message(text)]);
      try {
        await until(
          () => recorder.values(places[1]!).length === 10,
          () => 'the other partition waits',
        );
        // More than it takes into waiting, so that its source must pause and go on.
        await stream.publish(
          places[0],
          numbers(0, 9000).map((text) => message(text)),
        );
      } finally {
        release();
      }
      await until(
        () => recorder.values(places[0]).length >= 9001,
        () => `${recorder.values(places[0]).length} of 9001 came`,
      );
      check(recorder.values(places[0]).join() === ['slow', ...numbers(0, 9000)].join(), 'in order, once');
    },
  },
];
