import { destination, pino, type Logger } from 'pino';

export type { Logger } from 'pino';

let stdout: ReturnType<typeof destination> | undefined;

/**
 * The log of this process, JSON lines on standard output. Lines are gathered for a tenth of a second: a write of its own for each request
 * costs as much as the page. A process that is killed loses the last of them, one that ends does not.
 */
export function processLog(level: string, fields: object = {}): Logger {
  if (!stdout) {
    const made = (stdout = destination({ dest: 1, sync: true, minLength: 4096, periodicFlush: 100 }));
    process.on('exit', () => made.flushSync());
  }
  return pino({ level, base: fields }, stdout);
}
