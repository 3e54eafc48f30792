import { Recorder } from '../recorder.ts';
import { check, message, numbers, refusal, shape, topicOf, until, type Clause } from './clause.ts';

/** What publishers are promised. */
export const publishing: readonly Clause[] = [
  {
    name: 'topics are created as stated, once; one with another number of partitions is refused and left alone',
    async check(open, topic) {
      const stream = open(shape(topic, 3));
      check((await refusal(stream.ends(topic))) !== undefined, 'a missing topic has no ends');
      await Promise.all([stream.ensureTopics(), open(shape(topic, 3)).ensureTopics()]);
      await stream.publish({ topic, partition: 2 }, [message('kept')]);
      await stream.ensureTopics();
      for (const other of [2, 4])
        check(
          /partitions/.test((await refusal(open(shape(topic, other)).ensureTopics()))?.message ?? ''),
          `${other} are refused`,
        );
      check((await stream.ends(topic)).join() === '0,0,1', 'there are three, and what they hold is kept');
    },
  },
  {
    name: 'a publication resolves to the offset of its last message, and the order is that of the calls',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 2);
      const calls = numbers(0, 60).map((text) => stream.publish(places[0], [message(text), message(`${text}b`)]));
      check(
        (await Promise.all(calls)).join() ===
          numbers(0, 60)
            .map((text) => Number(text) * 2 + 1)
            .join(),
        'offsets count up',
      );
      check((await stream.ends(topic)).join() === '120,0', 'the ends are after the last');
      const recorder = new Recorder();
      consume(recorder);
      await until(
        () => recorder.seen.length >= 120,
        () => `${recorder.seen.length} of 120 came`,
      );
      check(
        recorder.values(places[0]).join() ===
          numbers(0, 60)
            .flatMap((text) => [text, `${text}b`])
            .join(),
        'in order',
      );
      check(
        recorder.seen.every(({ record }, index) => record.offset === BigInt(index)),
        'each with its offset',
      );
    },
  },
  {
    name: 'a publication of thousands is written whole and in order',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 1);
      const recorder = new Recorder();
      consume(recorder);
      check(
        (await stream.publish(
          places[0],
          numbers(0, 3000).map((text) => message(text)),
        )) === 2999n,
        'the last offset',
      );
      await until(
        () => recorder.seen.length >= 3000,
        () => `${recorder.seen.length} of 3000 came`,
      );
      check(recorder.values(places[0]).join() === numbers(0, 3000).join(), 'in order');
    },
  },
  {
    name: 'a missing partition accepts nothing, and an empty publication is refused',
    async check(open, topic) {
      const { stream, places } = await topicOf(open, topic, 1);
      check((await refusal(stream.publish({ topic, partition: 1 }, [message('x')]))) !== undefined, 'no such partition');
      check(
        (await refusal(stream.publish({ topic: `${topic}-none`, partition: 0 }, [message('x')]))) !== undefined,
        'no such topic',
      );
      check((await refusal(stream.publish(places[0], []))) !== undefined, 'nothing to publish');
      check((await stream.publish(places[0], [message('x')])) === 0n, 'others go on');
    },
  },
  {
    name: 'a message arrives whole: key, bytes and headers',
    async check(open, topic) {
      const { stream, places, consume } = await topicOf(open, topic, 1);
      const value = Uint8Array.from({ length: 256 }, (_, index) => index);
      await stream.publish(places[0], [{ key: 'Schlüssel 🔑', value, headers: { ce_id: 'a', empty: '', wide: 'çé漢' } }]);
      await stream.publish(places[0], [{ key: '', value: new Uint8Array(), headers: {} }]);
      const recorder = new Recorder();
      consume(recorder);
      await until(
        () => recorder.seen.length >= 2,
        () => 'it did not come',
      );
      const [first, second] = recorder.seen.map(({ record }) => record);
      check(first?.key === 'Schlüssel 🔑' && Buffer.compare(first.value, value) === 0, 'key and bytes');
      check(JSON.stringify(Object.entries(first.headers)) === '[["ce_id","a"],["empty",""],["wide","çé漢"]]', 'headers');
      check(second?.key === '' && second.value.length === 0 && Object.keys(second.headers).length === 0, 'empty ones too');
    },
  },
];
