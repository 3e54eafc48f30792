import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InProcessBroker, InProcessEventStream, LocalEventStream, LocalJournal } from './index.ts';
import { eventStreamContract, type OpenStream } from './testing/contract-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-stream-'));
afterAll(() => rmSync(folder, { recursive: true }));

const broker = new InProcessBroker();
eventStreamContract('the stream within a process', () => (topics) => new InProcessEventStream(broker, topics));

/** Streams over one journal, which is opened again from its file after the last of them was closed. */
function overFile(file: string): OpenStream {
  let journal: LocalJournal | undefined;
  return (topics) => {
    if (!journal || journal.closed) journal = LocalJournal.open(file);
    return new LocalEventStream(journal, topics);
  };
}
eventStreamContract('the stream in a file', () => overFile(join(folder, 'stream.sqlite')));
