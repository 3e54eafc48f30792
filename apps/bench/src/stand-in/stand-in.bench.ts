import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EventStoreDBClient, jsonEvent, type AppendResult } from '@eventstore/db-client';
import { EventStoreDbEventStore } from '@stoa/event-store';
import { START, type NewEvent } from '@stoa/kernel';
import { answerPublished } from '@stoa/testing';
import { StandInProcess } from '@stoa/dev-servers/eventstoredb';

// node apps/bench/dist/stand-in/stand-in.bench.js [--events 200000] [--rounds 3] [--seconds 2]
// Appends and reads through the adapter beside the bare client, on a stand-in in a process of its own. Medians of alternating rounds.
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
  },
});
const [events, rounds, seconds] = [Number(values.events), Number(values.rounds), Number(values.seconds)];
const SHAPES = [
  [1, 1],
  [16, 1],
  [64, 1],
  [1, 100],
  [4, 100],
] as const;
const credentials = { username: 'x', password: 'x' };

const made = (count: number): NewEvent[] =>
  Array.from({ length: count }, () => {
    const id = randomUUID();
    const meta = { commandId: id, bodyHash: 'f'.repeat(64), occurredAt: '2026-01-01T00:00:00.000Z', correlationId: id };
    return { ...answerPublished(), id, meta };
  });

interface Measured {
  readonly rate: number;
  /** Of one core, by this process. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}
async function measured(work: (took: (ms: number) => void) => Promise<number>): Promise<Measured> {
  const latencies: number[] = [];
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const count = await work((ms) => void latencies.push(ms));
  const [elapsed, used] = [(performance.now() - started) / 1000, process.cpuUsage(cpu)];
  const at = (part: number) => latencies.sort((a, b) => a - b)[Math.floor(latencies.length * part)] ?? 0;
  return { rate: count / elapsed, cpu: (used.user + used.system) / 1e6 / elapsed, p50: at(0.5), p99: at(0.99) };
}

type Append = (stream: string, events: NewEvent[], revision: number) => Promise<number>;
const appending = (append: Append, writers: number, size: number) => () =>
  measured(async (took) => {
    const until = performance.now() + seconds * 1000;
    let count = 0;
    const write = async () => {
      const stream = randomUUID();
      for (let revision = -1; performance.now() < until; count++) {
        const begun = performance.now();
        revision = await append(stream, made(size), revision);
        took(performance.now() - begun);
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
    return count;
  });

const folder = mkdtempSync(join(tmpdir(), 'stoa-es-bench-'));
const server = new StandInProcess(folder);
await server.start();
const store = EventStoreDbEventStore.open({ connectionString: server.connectionString });
const client = EventStoreDBClient.connectionString(server.connectionString);
const bare =
  (single: boolean): Append =>
  async (stream, events, revision) => {
    const proposed = events.map(({ id, type, data, meta }) => jsonEvent({ id, type, data: data as Record<string, string>, metadata: { ...meta } })); // prettier-ignore
    const expectedRevision = revision < 0 ? 'no_stream' : BigInt(revision);
    const result: AppendResult = await client.appendToStream(stream, proposed, {
      expectedRevision,
      ...(single ? { credentials } : {}),
    });
    return Number(result.nextExpectedRevision);
  };
const ours: Append = async (stream, events, revision) =>
  (await store.append(stream, events, revision < 0 ? 'no-stream' : revision)).revision;

async function compare(name: string, contestants: Record<string, () => Promise<Measured>>): Promise<void> {
  const results = new Map(Object.keys(contestants).map((key) => [key, [] as Measured[]]));
  for (let round = 0; round < rounds; round++)
    for (const [key, run] of Object.entries(contestants)) results.get(key)?.push(await run());
  for (const [key, all] of results) {
    const { rate, cpu, p50, p99 } = all.sort((a, b) => a.rate - b.rate)[Math.floor(all.length / 2)] as Measured;
    const latency = p50 > 0 ? `, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms` : '';
    process.stdout.write(`${name.padEnd(22)} ${key.padEnd(12)} ${Math.round(rate)}/s, ${((cpu / rate) * 1e6).toFixed(1)} µs CPU each${latency}\n`); // prettier-ignore
  }
}

for (const [writers, size] of SHAPES)
  await compare(`append ${writers} × ${size}`, {
    ours: appending(ours, writers, size),
    'client, call': appending(bare(true), writers, size),
    'client, batch': appending(bare(false), writers, size),
  });
let there = 0;
for await (const batch of store.readAll(START)) there += batch.length;
for (; there < events; there += 500) await store.append(randomUUID(), made(500), 'no-stream');
const head = await store.head();
await compare(`read ${there} events`, {
  ours: () =>
    measured(async () => {
      let count = 0;
      for await (const batch of store.readAll(START)) count += batch.length;
      return count;
    }),
  client: () =>
    measured(async () => {
      let count = 0;
      for await (const _event of client.readAll()) count++;
      return count;
    }),
  subscription: () =>
    measured(async () => {
      let count = 0;
      await new Promise<void>((resolve, reject) => {
        const subscription = store.subscribe(
          START,
          async (batch) => {
            count += batch.length;
            if (batch.at(-1)?.position === head) setImmediate(() => void subscription.stop().then(resolve));
          },
          reject,
        );
      });
      return count;
    }),
});
await store.close();
await client.dispose();
await server.signal('SIGKILL');
rmSync(folder, { recursive: true });
process.exit(0);
