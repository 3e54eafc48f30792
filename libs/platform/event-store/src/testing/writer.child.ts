import { writeSync } from 'node:fs';
import { TopicCreated } from '@stoa/contracts';
import { derivedId } from '@stoa/kernel';
import { SqliteEventStore } from '../index.ts';

// A process that is to be killed: writers append as fast as they can and report on standard output, one line each:
// `> tag` before an append, `< tag position` after its acknowledgement.
const [file, round, writers, mode] = process.argv.slice(2) as [string, string, string, 'sound' | 'early' | 'once'];
const store = SqliteEventStore.open(file);
const say = (line: string) => writeSync(1, `${line}\n`);

async function write(writer: number): Promise<void> {
  const stream = `kill-${round}-${writer}`;
  const last = mode === 'once' ? 200 : Number.MAX_SAFE_INTEGER;
  for (let index = 0; index < last; index++) {
    const tag = `${round}-${writer}-${index}`;
    const id = derivedId('kill', tag);
    const meta = { commandId: id, bodyHash: tag, occurredAt: '2026-01-01T00:00:00.000Z', correlationId: id };
    const append = store.append(
      stream,
      [{ ...TopicCreated({ topic: 'kill', name: tag }), id, meta }],
      index === 0 ? 'no-stream' : index - 1,
    );
    say(`> ${tag}`);
    // The broken variant: it acknowledges what has not been committed.
    if (mode === 'early') say(`< ${tag}`);
    const { position } = await append;
    if (mode !== 'early') say(`< ${tag} ${position}`);
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
await store.close();
