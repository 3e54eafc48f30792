import kafkajs, { type Kafka, type LogEntry, type SASLOptions } from 'kafkajs';
import type { KafkaConnection, KafkaUser } from './kafka-connection.ts';
import type { WatchedSockets } from './watched-sockets.ts';
import './quiet-request-queue.ts';

/** The adapter's logger; pino's loggers satisfy it. */
export interface StreamLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** How often kafkajs retries by itself before it reports a failure: some three seconds. */
export const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, factor: 0.2, multiplier: 2, retries: 5 };
const REQUEST_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 3_000;

/**
 * The library's client. Its logs go to ours, one level lower: what it logs as an error mostly succeeds on a retry (right after a broker's
 * start the coordinators are still loading); a final failure is thrown, or passed to `onTrouble`.
 */
export function kafkaClient(
  { brokers, tls, sasl }: KafkaConnection,
  { clientId, log, sockets }: { readonly clientId: string; readonly log: StreamLog; readonly sockets: WatchedSockets },
): Kafka {
  if (sasl?.mechanism === 'PLAIN' && !tls)
    log.warn({ user: sasl.user }, 'Kafka gets this password in the clear; STOA_KAFKA_TLS encrypts it');
  return new kafkajs.Kafka({
    brokers: [...brokers],
    // Stated, so that no variable of Node's switches it off.
    ...(tls && { ssl: { ...tls, rejectUnauthorized: true } }),
    ...(sasl && { sasl: saslOptions(sasl) }),
    socketFactory: sockets.open,
    clientId,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    retry: RETRY,
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => pass(entry, log),
  });
}

const saslOptions = ({ mechanism, user, password }: KafkaUser): SASLOptions =>
  ({ mechanism: mechanism.toLowerCase(), username: user, password }) as SASLOptions;

function pass(
  { namespace, level, log: { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...details } }: LogEntry,
  log: StreamLog,
): void {
  if (level === kafkajs.logLevel.ERROR) log.info({ ...details, namespace }, `kafka: ${message}`);
  else log.debug({ ...details, namespace }, `kafka: ${message}`);
}
