import { destination } from 'pino';

/** Lines that wait for a reader; what comes beyond is dropped. */
const MOST_BYTES = 1024 * 1024;
/** A write per request would cost as much as the page. A process that is killed loses what waits. */
const GATHER_MS = 100;
const LAST_WORDS_MS = 1000;

let output: ReturnType<typeof destination> | undefined;
let dropped = 0;

/**
 * Writes to standard output and never blocks, also where nothing reads it: lines wait up to 1 MiB, further ones are counted, and
 * `onDropped` is called with their number when a reader is back. `gather` is how many bytes are written at once.
 */
export function writeLog(text: string, gather: number, onDropped: (lines: number) => void): void {
  output ??= open(gather, onDropped);
  output.write(text);
}

function open(gather: number, onDropped: (lines: number) => void): ReturnType<typeof destination> {
  // To touch process.stdout makes a pipe non-blocking: else a full one would hold a thread, which the end of the process waits for.
  const made = destination({
    dest: process.stdout.fd ?? 1,
    sync: false,
    minLength: gather,
    maxLength: MOST_BYTES,
    periodicFlush: GATHER_MS,
  });
  // There is no place to report that the log cannot be written; writing is tried again with the next lines.
  made.on('error', () => undefined);
  made.on('drop', () => dropped++);
  made.on('drain', () => {
    if (dropped === 0) return;
    const lines = dropped;
    dropped = 0;
    onDropped(lines);
  });
  // Waits for a reader without limit; `exitAfterLog` does not.
  made.flushSync = () => undefined;
  return made;
}

/** Ends the process when the log is written, or a second later. */
export async function exitAfterLog(code: number): Promise<never> {
  // The first flush may have joined a write that was under way.
  const written = flushed().then(flushed);
  await Promise.race([written, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
  process.exit(code);
}

const flushed = (): Promise<void> => new Promise((resolve) => (output ? output.flush(() => resolve()) : resolve()));
