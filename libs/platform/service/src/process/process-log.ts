import { pino, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { writeLog } from './log-output.ts';
import { sentenceOf } from './sentence-of.ts';

export type { Logger } from 'pino';
export type LogFormat = 'auto' | 'pretty' | 'json';

const GATHERED_BYTES = 4096;
const AT_ONCE = 1;

/** Whether this setting means sentences. */
export const writesSentences = (format: LogFormat): boolean =>
  format === 'pretty' || (format === 'auto' && process.stdout.isTTY === true);

/** The log of this process on standard output: sentences for a person, JSON lines for programs. It never blocks; end the process with `exitAfterLog`. */
export function processLog(level: string, format: LogFormat = 'json', fields: object = {}): Logger {
  const sentences = writesSentences(format) ? toSentences() : undefined;
  const gather = sentences ? AT_ONCE : GATHERED_BYTES;
  const write = (line: string) => writeLog(sentences ? sentences(line) : line, gather, reportDropped);
  const log = pino({ level, base: fields }, { write });
  const reportDropped = (lines: number) => log.warn({ lines }, 'log lines dropped: nothing read the log');
  return log;
}

const toSentences = () =>
  prettyFactory({
    colorize: process.stdout.isTTY === true,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    messageFormat: (line) => sentenceOf(line),
  });
