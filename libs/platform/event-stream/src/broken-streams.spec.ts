import type { EventStream, PartitionHandler } from '@stoa/kernel';
import { InProcessBroker, InProcessEventStream } from './index.ts';
import { checkClause, clauses, patience, type OpenStream } from './testing/contract-suite.ts';

type Spoil = (stream: EventStream, broker: InProcessBroker, topics: Parameters<OpenStream>[0]) => Partial<EventStream>;

/** Streams within the process, each with one of its methods spoilt. */
function broken(spoil: Spoil): OpenStream {
  const broker = new InProcessBroker();
  return (topics) => {
    const stream = new InProcessEventStream(broker, topics);
    const sound: EventStream = {
      ensureTopics: () => stream.ensureTopics(),
      publish: (...args) => stream.publish(...args),
      ends: (topic) => stream.ends(topic),
      consume: (...args) => stream.consume(...args),
      health: () => stream.health(),
      close: () => stream.close(),
    };
    return { ...sound, ...spoil(sound, broker, topics) };
  };
}

/** Consumers whose handler is wrapped. */
const handlingOtherwise =
  (wrap: (handler: PartitionHandler) => Partial<PartitionHandler>): Spoil =>
  (stream) => ({
    consume: (group, topics, handler, onTrouble) => {
      const sound: PartitionHandler = {
        assigned: (partition) => handler.assigned(partition),
        revoked: (partition) => handler.revoked(partition),
        handle: (...args) => handler.handle(...args),
      };
      return stream.consume(group, topics, { ...sound, ...wrap(sound) }, onTrouble);
    },
  });

const BROKEN: Record<string, Spoil> = {
  'topics are created as stated, once; one with another number of partitions is refused and left alone': (
    _stream,
    broker,
    topics,
  ) => ({
    ensureTopics: async () => {
      for (const [topic, { partitions }] of Object.entries(topics))
        if ((broker.partitions(topic) ?? 0) < partitions) broker.create(topic, partitions);
    },
  }),
  'a publication resolves to the offset of its last message, and the order is that of the calls': (stream) => {
    let calls = 0;
    return {
      publish: async (...args) => {
        if (calls++ % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        return stream.publish(...args);
      },
    };
  },
  'a publication of thousands is written whole and in order': (stream) => ({
    publish: (partition, messages) => stream.publish(partition, messages.slice(0, 500)),
  }),
  'a missing partition accepts nothing, and an empty publication is refused': (stream) => ({
    publish: (partition, messages) => stream.publish(partition, messages).catch(() => -1n),
  }),
  'a message arrives whole: key, bytes and headers': (stream) => ({
    publish: (partition, messages) =>
      stream.publish(
        partition,
        messages.map((message) => ({ ...message, value: Buffer.from(Buffer.from(message.value).toString('utf8')) })),
      ),
  }),
  'a consumer begins where its handler says, and at the earliest for an offset that is gone': handlingOtherwise((handler) => ({
    assigned: async (partition) => {
      const from = await handler.assigned(partition);
      return from === undefined ? undefined : from + 1n;
    },
  })),
  'what is published while it consumes arrives; after a stop nothing arrives, and every partition was revoked': (stream) => ({
    consume: (...args) => {
      stream.consume(...args);
      return { stop: async () => undefined };
    },
  }),
  'a handler that throws gets the same records again, and only its own partition waits': handlingOtherwise((handler) => ({
    handle: (...args) => handler.handle(...args).catch(() => undefined),
  })),
  'a handler that takes long holds up only its own partition, and keeps what is its': handlingOtherwise((handler) => {
    let last: Promise<void> = Promise.resolve();
    return { handle: (...args) => (last = last.then(() => handler.handle(...args))) };
  }),
  'the consumers of a group share the partitions; when one goes, its partitions go to the others': (stream) => {
    return { consume: (group, ...rest) => stream.consume(`${group}-${Math.random()}`, ...rest) };
  },
  'groups are independent, and no offset is stored: a consumer that returns chooses where to begin': (stream) => {
    const places = new Map<string, bigint>();
    return {
      consume: (group, topics, handler, onTrouble) =>
        stream.consume(
          group,
          topics,
          {
            assigned: async (partition) => (await handler.assigned(partition)) ?? places.get(group),
            revoked: (partition) => handler.revoked(partition),
            handle: async (partition, records, alive) => {
              await handler.handle(partition, records, alive);
              places.set(group, records.at(-1)!.offset + 1n);
            },
          },
          onTrouble,
        ),
    };
  },
  'a handler in flight learns of a revocation, and its calls never overlap with those of the next assignment': handlingOtherwise(
    (handler) => ({
      handle: (partition, records) => handler.handle(partition, records, async () => undefined),
    }),
  ),
  'it is healthy while nothing is wrong, and accepts nothing once it is closed': () => ({ close: async () => undefined }),
  'what was acknowledged is there after all were closed and opened again, and the offsets go on': (stream, broker, topics) => ({
    close: async () => {
      await stream.close();
      for (const [topic, { partitions }] of Object.entries(topics)) broker.create(topic, partitions);
    },
  }),
  'what is published while it closes is refused, or acknowledged and kept': (stream) => {
    let closed = false;
    const acknowledged = new Map<number, bigint>();
    return {
      publish: async (place, messages) => {
        const last = (acknowledged.get(place.partition) ?? -1n) + BigInt(messages.length);
        acknowledged.set(place.partition, last);
        setImmediate(() => (closed ? undefined : void stream.publish(place, messages)));
        return last;
      },
      close: () => {
        closed = true;
        return stream.close();
      },
    };
  },
};

describe('the suite notices', () => {
  beforeAll(() => void (patience.ms = 400));

  it('has a broken stream for every clause', () => expect(Object.keys(BROKEN)).toEqual(clauses.map(({ name }) => name)));

  it.each(clauses.map((clause) => [clause.name, clause] as const))(
    'when this is broken: %s',
    async (name, clause) => {
      await expect(checkClause(clause, broken(BROKEN[name]!), 'broken')).rejects.toThrow();
    },
    20_000,
  );
});
