import { spawn } from 'node:child_process';
import { LocalEventStream } from '../index.ts';
import { KILL_TOPIC, KILL_TOPICS } from './kill-topic.ts';
import { Recorder } from './recorder.ts';

/** What processes reported before they were killed. */
export interface Reported {
  readonly started: Set<string>;
  /** The place of each acknowledged message, as `partition offset`; `partition ?` where it was not known yet. */
  readonly acknowledged: Map<string, string>;
  /** For each partition, the highest offset below which it was to be trimmed. */
  readonly trimmed: bigint[];
}

export const nothingReported = (): Reported => ({
  started: new Set(),
  acknowledged: new Map(),
  trimmed: [0n, 0n, 0n, 0n],
});

/** Runs publishers until a random moment, kills them, and adds what they reported; gives whether publications were in flight. */
export function killedRound(child: string, file: string, round: string, mode: string, reported: Reported): Promise<boolean> {
  const publishers = spawn(process.execPath, [child, file, round, '16', mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let armed = false;
  publishers.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (armed) return;
    armed = true;
    setTimeout(() => publishers.kill('SIGKILL'), 10 + Math.random() * 120);
  });
  return new Promise((resolve) => {
    publishers.on('close', () => {
      const open = new Set<string>();
      for (const line of output.split('\n').slice(0, -1)) {
        const [mark, subject, ...rest] = line.split(' ') as [string, string, ...string[]];
        if (mark === '>') {
          reported.started.add(subject);
          open.add(subject);
        } else if (mark === '<') {
          reported.acknowledged.set(subject, rest.join(' '));
          open.delete(subject);
        } else if (BigInt(rest[0]!) > reported.trimmed[Number(subject)]!) reported.trimmed[Number(subject)] = BigInt(rest[0]!);
      }
      resolve(open.size > 0);
    });
  });
}

export interface Faults {
  readonly lost: string[];
  readonly doubled: string[];
  /** Places whose offset does not follow the one before, or whose message is not whole. */
  readonly torn: string[];
  readonly found: number;
}

/** What is wrong with a stream after kills. */
export async function faultsIn(file: string, { acknowledged, trimmed }: Reported): Promise<Faults> {
  const stream = LocalEventStream.open(file, { topics: KILL_TOPICS });
  const places = await everything(stream);
  const counts = new Map<string, number>();
  const torn: string[] = [];
  const stood = new Map<string, string>();
  for (const [partition, recorder] of places.entries()) {
    const earliest = stream.earliest({ topic: KILL_TOPIC, partition });
    if (earliest > trimmed[partition]!) torn.push(`${partition} begins at ${earliest}`);
    recorder.forEach(({ offset, key, value, headers }, index) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      stood.set(key, `${partition} ${offset}`);
      const whole =
        value.length === key.length + 1501 && Buffer.from(value).toString().startsWith(`${key} x`) && headers['tag'] === key;
      if (offset !== earliest + BigInt(index) || !whole) torn.push(`${partition} ${offset}`);
    });
  }
  const dropped = (place: string) => {
    const [partition, offset] = place.split(' ') as [string, string];
    return offset !== '?' && BigInt(offset) < stream.earliest({ topic: KILL_TOPIC, partition: Number(partition) });
  };
  const lost = [...acknowledged]
    .filter(([tag, place]) => (place.endsWith('?') ? !stood.has(tag) : stood.get(tag) !== place && !dropped(place)))
    .map(([tag]) => tag);
  await stream.close();
  return { lost, doubled: [...counts].filter(([, count]) => count > 1).map(([tag]) => tag), torn, found: counts.size };
}

/** The records of each partition, as a consumer gets them. */
async function everything(stream: LocalEventStream) {
  await stream.ensureTopics();
  const ends = await stream.ends(KILL_TOPIC);
  const recorder = new Recorder();
  const subscription = stream.consume('checking', [KILL_TOPIC], recorder, (error) => {
    throw error;
  });
  const of = (partition: number) =>
    recorder.seen.filter((seen) => seen.partition === `${KILL_TOPIC}/${partition}`).map(({ record }) => record);
  const kept = ends.reduce((sum, end, partition) => sum + end - stream.earliest({ topic: KILL_TOPIC, partition }), 0n);
  while (BigInt(recorder.seen.length) < kept) await new Promise((resolve) => setTimeout(resolve, 5));
  await subscription.stop();
  return ends.map((_, partition) => of(partition));
}
