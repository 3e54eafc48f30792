import { Recorder } from '../recorder.ts';
import { check, message, numbers, shape, topicOf, until, type Clause } from './clause.ts';

/** What the consumers of a group are promised. */
export const groups: readonly Clause[] = [
  {
    name: 'the consumers of a group share the partitions; when one goes, its partitions go to the others',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 4);
      const [one, other] = [new Recorder(), new Recorder()];
      consume(one);
      await until(
        () => one.held.size === 4,
        () => `the only one holds ${one.held.size}`,
      );
      const second = consume(other, open(shape(topic, 4)));
      await until(
        () => one.held.size === 2 && other.held.size === 2,
        () => `they hold ${one.held.size} and ${other.held.size}`,
      );
      check(
        [...one.held].every((name) => !other.held.has(name)),
        'no partition is held twice',
      );
      for (const place of places) await stream.publish(place, [message('shared')]);
      await until(
        () => one.seen.length + other.seen.length >= 4,
        () => 'not all came',
      );
      check(one.seen.length === 2 && other.seen.length === 2, 'each gets its part');
      one.from = () => 1n;
      await second.stop();
      await until(
        () => one.held.size === 4,
        () => `the one left holds ${one.held.size}`,
      );
      for (const place of places) await stream.publish(place, [message('later')]);
      await until(
        () => one.seen.length >= 6,
        () => 'not all came to the one left',
      );
      check(other.seen.length === 2 && one.overlaps.concat(other.overlaps).length === 0, 'calls for one partition never overlap');
    },
  },
  {
    name: 'groups are independent, and no offset is stored: a consumer that returns chooses where to begin',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 1);
      await stream.publish(
        places[0],
        numbers(0, 3).map((text) => message(text)),
      );
      const [one, other, again] = [new Recorder(), new Recorder(), new Recorder()];
      const first = consume(one);
      consume(other, stream, `${topic}-other`);
      await until(
        () => one.seen.length >= 3 && other.seen.length >= 3,
        () => 'not every group got all',
      );
      await first.stop();
      consume(again);
      await until(
        () => again.seen.length >= 3,
        () => 'a place was kept',
      );
      check(again.values(places[0]).join() === '0,1,2' && other.seen.length === 3, 'once each');
    },
  },
  {
    name: 'a handler in flight learns of a revocation, and its calls never overlap with those of the next assignment',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 2);
      for (const place of places) await stream.publish(place, [message('long')]);
      const recorder = new Recorder();
      let lost = 0;
      recorder.before = async (_partition, _records, alive) => {
        for (let asked = 0; asked < 300 && lost < 2; asked++) {
          await alive().catch(() => void lost++);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      };
      const subscription = consume(recorder);
      await until(
        () => recorder.calls.filter((call) => !call.startsWith('+')).length >= 2,
        () => 'it did not begin',
      );
      await subscription.stop();
      check(lost >= 1 && recorder.held.size === 0, `${lost} were told`);
      check(recorder.overlaps.length === 0, recorder.overlaps.join());
    },
  },
];
