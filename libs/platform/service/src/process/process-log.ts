import { destination, pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { sentenceOf } from './sentence-of.ts';

export type { Logger } from 'pino';
export type LogFormat = 'auto' | 'pretty' | 'json';

/** Whether this setting means sentences. */
export const writesSentences = (format: LogFormat): boolean =>
  format === 'pretty' || (format === 'auto' && process.stdout.isTTY === true);

/** The log of this process on standard output: sentences for a person, JSON lines for programs. */
export const processLog = (level: string, format: LogFormat = 'json', fields: object = {}): Logger =>
  pino({ level, base: fields }, writesSentences(format) ? sentences() : jsonLines());

const sentences = () =>
  pretty({
    destination: 1,
    sync: true,
    colorize: process.stdout.isTTY === true,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    messageFormat: (line) => sentenceOf(line),
  });

let stdout: ReturnType<typeof destination> | undefined;

/**
 * Lines are buffered for a tenth of a second: a write per request would cost as much as the page. A process that is killed loses
 * the last of them, one that exits does not.
 */
function jsonLines(): ReturnType<typeof destination> {
  if (!stdout) {
    const made = (stdout = destination({ dest: 1, sync: true, minLength: 4096, periodicFlush: 100 }));
    process.on('exit', () => made.flushSync());
  }
  return stdout;
}
