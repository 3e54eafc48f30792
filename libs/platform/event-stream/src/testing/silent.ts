import type { StreamLog } from '../kafka/kafka-client.ts';

/** For tests: the library's log goes to standard error only where STOA_TEST_KAFKA_LOG is set. */
const say = (details: object, message: string): void => {
  if (process.env['STOA_TEST_KAFKA_LOG']) process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
};

export const silent: StreamLog = { debug: say, info: say, warn: say };
