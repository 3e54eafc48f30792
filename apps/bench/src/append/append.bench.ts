import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { TopicCreated } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import { derivedId, type NewEvent } from '@stoa/kernel';
import { figure, ratio, type Bench } from '../bench.ts';
import { bareAppend } from '../bare-limits.ts';

const WRITERS = 16;
const PER_WRITER = 1000;
const BARE = 2000;
/** An event's data and metadata come to about 400 bytes. */
const NAME = 'A topic with a name of some length that people would write';

export const append: Bench = {
  name: 'append',
  description: `${WRITERS} writers append events of 400 bytes, durable, against one synced transaction per event`,
  async run({ rounds, folder }) {
    const [bare, ours]: [Measured[], Measured[]] = [[], []];
    const data = JSON.stringify({ topic: 'x', name: 'y'.repeat(370) });
    // Neither is measured while its code is still being compiled.
    fresh(join(folder, 'bare.sqlite'), (file) => bareAppend(file, BARE, data));
    await fresh(join(folder, 'store.sqlite'), appendAll);
    const measured = async (events: number, work: () => number | Promise<number>): Promise<Measured> => {
      const before = process.cpuUsage();
      const rate = await work();
      const { user, system } = process.cpuUsage(before);
      return { rate, cpu: (user + system) / events };
    };
    for (let round = 0; round < rounds; round++) {
      bare.push(await measured(BARE, () => fresh(join(folder, 'bare.sqlite'), (file) => bareAppend(file, BARE, data))));
      ours.push(await measured(WRITERS * PER_WRITER, () => fresh(join(folder, 'store.sqlite'), appendAll)));
    }
    const rates = (runs: Measured[]) => runs.map(({ rate }) => rate);
    const costs = (runs: Measured[]) => runs.map(({ cpu }) => cpu);
    return {
      figures: [
        figure('bare: one event a transaction', 'events/s', rates(bare)),
        figure('store: group commit', 'events/s', rates(ours)),
        figure('bare, with its sync', 'µs CPU/event', costs(bare)),
        figure('store, with its share of a sync', 'µs CPU/event', costs(ours)),
      ],
      ratios: [
        ratio(
          'store / bare',
          ours.map(({ rate }, round) => rate / bare[round]!.rate),
          6,
        ),
      ],
      notes: [
        'The target is one for disks that sync up to 3,000 times a second: on faster ones CPU decides, which stands above.',
        `${WRITERS * PER_WRITER} appends a round through the contract's check; each waits for its own acknowledgement before its next.`,
      ],
    };
  },
};

/** Events a second, and microseconds of CPU an event. */
interface Measured {
  readonly rate: number;
  readonly cpu: number;
}

async function appendAll(file: string): Promise<number> {
  const store = SqliteEventStore.open(file);
  const writers = Array.from({ length: WRITERS }, (_, writer) => eventsOf(writer));
  const started = performance.now();
  await Promise.all(writers.map((events, writer) => write(store, `bench-${writer}`, events)));
  const rate = (WRITERS * PER_WRITER) / ((performance.now() - started) / 1000);
  await store.close();
  return rate;
}

async function write(store: SqliteEventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  for (const [index, event] of events.entries()) await store.append(stream, [event], index === 0 ? 'no-stream' : index - 1);
}

/** What a client has in its hands; making it is not the store's work. */
const eventsOf = (writer: number): NewEvent[] =>
  Array.from({ length: PER_WRITER }, (_, index) => {
    const id = derivedId('append', String(writer), String(index));
    const meta = {
      commandId: id,
      bodyHash: id.repeat(2).slice(0, 64),
      occurredAt: '2026-01-01T00:00:00.000Z',
      correlationId: id,
      principal: id,
    };
    return { ...TopicCreated({ topic: `topic-${writer}`, name: NAME }), id, meta };
  });

function fresh<A>(file: string, use: (file: string) => A): A {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return use(file);
}
