import type { TopicShape } from '@stoa/contracts';
import type { EventStream, PartitionId, StreamMessage, Subscription } from '@stoa/kernel';
import { Recorder } from './recorder.ts';

type Topics = Readonly<Record<string, TopicShape>>;

/** Opens a stream as another process would, over the same broker; one in a file is opened anew where none is open. */
export type OpenStream = (topics: Topics) => EventStream;

/** One promise of the port. `topic` is this clause's own; what the clause opens is closed for it. */
export interface Clause {
  readonly name: string;
  check(open: OpenStream, topic: string): Promise<void>;
}

/** How long a clause waits for what must come; shorter where it is known not to. */
export const patience = { ms: 30_000 };

export const shape = (topic: string, partitions: number): Topics => ({ [topic]: { partitions, retentionMs: -1 } });

export const message = (text: string, headers: Record<string, string> = {}): StreamMessage => ({
  key: `key-${text}`,
  value: Buffer.from(text, 'utf8'),
  headers,
});

function check(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

async function until(condition: () => boolean, sentence: () => string): Promise<void> {
  const deadline = performance.now() + patience.ms;
  while (!condition()) {
    check(performance.now() < deadline, sentence());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const refusal = (attempt: Promise<unknown>): Promise<Error | undefined> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => String(from + index));

/** A stream over a fresh topic, with what the clause needs at hand. */
async function topicOf(open: OpenStream, topic: string, partitions: number) {
  const stream = open(shape(topic, partitions));
  await stream.ensureTopics();
  const places = Array.from({ length: partitions }, (_, partition): PartitionId => ({ topic, partition }));
  const consume = (recorder: Recorder, on: EventStream = stream, group = `${topic}-group`): Subscription =>
    on.consume(group, [topic], recorder, () => undefined);
  return { stream, places: places as [PartitionId, ...PartitionId[]], consume };
}

/** Every promise that libs/kernel/src/stream/event-stream.ts makes. What it keeps outlives its streams: a broker's, or a file's. */
export const clauses: readonly Clause[] = [
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

/** Runs one clause under a topic of its own, and closes what it opened. */
export async function checkClause(clause: Clause, open: OpenStream, topic: string): Promise<void> {
  const opened: EventStream[] = [];
  const remembering = (topics: Topics) => {
    const stream = open(topics);
    opened.push(stream);
    return stream;
  };
  try {
    await clause.check(remembering, topic);
  } finally {
    await Promise.all(opened.map((stream) => stream.close()));
  }
}

/** Every clause over one kind of stream; the broker may hold others' topics. */
export function eventStreamContract(name: string, opener: () => OpenStream): void {
  describe(`${name} keeps the event stream's promises`, () => {
    it.each(clauses.map((clause, index) => [clause.name, clause, index] as const))('%s', async (_name, clause, index) => {
      await expect(checkClause(clause, opener(), `contract-${Date.now().toString(36)}-${index}`)).resolves.toBeUndefined();
    });
  });
}
