import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { TopicCreated } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import { derivedId } from '@stoa/kernel';
import { figure, ratio, type Bench } from '../bench.ts';
import { bareAppend } from '../bare-limits.ts';

const WRITERS = 16;
const PER_WRITER = 250;
const BARE = 500;
/** An event's data and metadata come to about 400 bytes. */
const NAME = 'A topic with a name of some length that people would write';

export const append: Bench = {
  name: 'append',
  description: `${WRITERS} writers append events of 400 bytes, durable, against one synced transaction per event`,
  async run({ rounds, folder }) {
    const [bare, ours]: [number[], number[]] = [[], []];
    const data = JSON.stringify({ topic: 'x', name: 'y'.repeat(370) });
    for (let round = 0; round < rounds; round++) {
      bare.push(fresh(join(folder, 'bare.sqlite'), (file) => bareAppend(file, BARE, data)));
      ours.push(await fresh(join(folder, 'store.sqlite'), appendAll));
    }
    return {
      figures: [figure('bare: one event a transaction', 'events/s', bare), figure('store: group commit', 'events/s', ours)],
      ratios: [
        ratio(
          'store / bare',
          ours.map((rate, round) => rate / bare[round]!),
          6,
        ),
      ],
      notes: [
        `${WRITERS * PER_WRITER} appends a round through the contract's check; each waits for its own acknowledgement before its next.`,
      ],
    };
  },
};

async function appendAll(file: string): Promise<number> {
  const store = SqliteEventStore.open(file);
  const started = performance.now();
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(store, writer)));
  const rate = (WRITERS * PER_WRITER) / ((performance.now() - started) / 1000);
  await store.close();
  return rate;
}

async function write(store: SqliteEventStore, writer: number): Promise<void> {
  for (let index = 0; index < PER_WRITER; index++) {
    const id = derivedId('append', String(writer), String(index));
    const meta = {
      commandId: id,
      bodyHash: id.repeat(2).slice(0, 64),
      occurredAt: '2026-01-01T00:00:00.000Z',
      correlationId: id,
      principal: id,
    };
    const event = TopicCreated({ topic: `topic-${writer}`, name: NAME });
    await store.append(`bench-${writer}`, [{ ...event, id, meta }], index === 0 ? 'no-stream' : index - 1);
  }
}

function fresh<A>(file: string, use: (file: string) => A): A {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return use(file);
}
