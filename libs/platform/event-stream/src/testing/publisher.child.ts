import { writeSync } from 'node:fs';
import { LocalEventStream } from '../index.ts';
import { KILL_TOPICS, KILL_TOPIC } from './kill-topic.ts';

// A process that is to be killed: publishers send as fast as they can and report on standard output, one line each: `> tag` before a
// publication, `< tag partition offset` after its acknowledgement, `- partition before` before everything below an offset is dropped.
const [file, round, publishers, mode] = process.argv.slice(2) as [
  string,
  string,
  string,
  'sound' | 'early' | 'trimming' | 'once',
];
const stream = LocalEventStream.open(file, { topics: KILL_TOPICS });
await stream.ensureTopics();
const say = (line: string) => writeSync(1, `${line}\n`);
const BODY = 'x'.repeat(1500);

async function publish(publisher: number): Promise<void> {
  const place = { topic: KILL_TOPIC, partition: publisher % KILL_TOPICS[KILL_TOPIC]!.partitions };
  const last = mode === 'once' ? 200 : Number.MAX_SAFE_INTEGER;
  for (let index = 0; index < last; index++) {
    const tag = `${round}-${publisher}-${index}`;
    say(`> ${tag}`);
    // The broken variant: it acknowledges what is committed later.
    if (mode === 'early') {
      say(`< ${tag} ${place.partition} ?`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const offset = await stream.publish(place, [{ key: tag, value: Buffer.from(`${tag} ${BODY}`), headers: { tag } }]);
    if (mode !== 'early') say(`< ${tag} ${place.partition} ${offset}`);
    if (mode === 'trimming' && offset % 20n === 19n) await trim(place, offset - 50n);
  }
}

async function trim(place: { topic: string; partition: number }, before: bigint): Promise<void> {
  say(`- ${place.partition} ${before}`);
  await stream.trim(place, before);
}

await Promise.all(Array.from({ length: Number(publishers) }, (_, publisher) => publish(publisher)));
await stream.close();
