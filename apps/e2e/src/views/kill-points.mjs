// Loaded before one of our processes: it ends at the named point of the path of a view, as SIGKILL would end it there, or is broken on purpose.
// STOA_TEST_KILL=<point>:<which time>, STOA_TEST_BROKEN=<how>
import { EventStoreDbEventStore, SqliteEventStore } from '@stoa/event-store';
import { KafkaEventStream, LocalEventStream } from '@stoa/event-stream';
import { ViewFactsConsumer } from '@stoa/view-analytics';

const [point, times = '1'] = (process.env.STOA_TEST_KILL ?? '').split(':');
const broken = process.env.STOA_TEST_BROKEN;
let left = Number(times);

/** Does not return where it is the point, for the last time that is asked for. */
function reach(name) {
  if (name === point && --left <= 0) process.kill(process.pid, 'SIGKILL');
}

/** Around a method: the points before it is called, between its call and its result, and after its result. */
function around({ prototype }, method, points) {
  const original = prototype[method];
  prototype[method] = async function (...args) {
    const { before, during, after } = points(...args) ?? {};
    reach(before);
    const result = original.apply(this, args);
    reach(during);
    const value = await result;
    reach(after);
    return value;
  };
}

const isSealing = (stream) => stream.startsWith('views-recorded-');
for (const Stream of [LocalEventStream, KafkaEventStream])
  around(Stream, 'publish', ({ topic }) => topic === 'stoa.view-facts.v1' && { during: 'publishing', after: 'published' });
for (const Store of [SqliteEventStore, EventStoreDbEventStore])
  around(Store, 'append', (stream) => isSealing(stream) && { before: 'sealing', during: 'appending', after: 'sealed' });
around(LocalEventStream, 'trim', () => ({ before: 'untrimmed', during: 'trimming', after: 'trimmed' }));

// Acknowledges what is written a moment later.
if (broken === 'hasty')
  for (const { prototype } of [LocalEventStream, KafkaEventStream]) {
    const { publish } = prototype;
    prototype.publish = async function (...args) {
      setTimeout(() => publish.apply(this, args).catch(() => undefined), 400);
      return 0n;
    };
  }

// Drops what it has taken before it is sealed.
if (broken === 'forgetful') {
  const { consume } = LocalEventStream.prototype;
  const streams = [];
  LocalEventStream.prototype.consume = function (...args) {
    streams.push(this);
    return consume.apply(this, args);
  };
  const { handle } = ViewFactsConsumer.prototype;
  ViewFactsConsumer.prototype.handle = async function (partition, records, alive) {
    await handle.call(this, partition, records, alive);
    await streams[0].trim(partition, records.at(-1).offset + 1n);
  };
}

// Seals without looking where its shard ends: what it takes again after a restart is sealed again.
if (broken === 'blind') {
  const { assigned } = ViewFactsConsumer.prototype;
  ViewFactsConsumer.prototype.assigned = async function (partition) {
    await assigned.call(this, partition);
    this.reached.set(partition.partition, undefined);
    this.sealers.get(partition.partition).beginAnew();
    return undefined;
  };
}
