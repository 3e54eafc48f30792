import { isRefusal } from '@stoa/kernel';
import type { hostOption, logFormatOption, logOption } from '../config/common-options.ts';
import type { ConfigOf, Options } from '../config/option.ts';
import { readConfig } from '../config/read-config.ts';
import { processLog, type Logger } from './process-log.ts';
import type { RunningService } from './run-service.ts';

/** EX_CONFIG of sysexits.h. */
const EX_CONFIG = 78;
/** A stop that takes longer is abandoned, before a supervisor would kill the process. */
const STOP_WITHIN_MS = 9000;

type ServiceOptions = Options & { log: typeof logOption; logFormat: typeof logFormatOption; host: typeof hostOption };

/**
 * The whole of a `main.ts`: reads the configuration, serves, stops at SIGTERM or SIGINT (at the second one at once), and ends with 0 when
 * it stopped cleanly, 78 for an invalid configuration, 1 for any other error, so that a supervisor restarts it.
 */
export function runMain<O extends ServiceOptions>(
  name: string,
  options: O,
  { args, environment }: { args: readonly string[]; environment: Readonly<Record<string, string | undefined>> },
  serve: (config: ConfigOf<O>, log: Logger) => Promise<RunningService>,
): void {
  let log: Logger | undefined;
  const end = (error: unknown) => {
    const reason = error instanceof Error && !isForeseen(error) ? (error.stack ?? error.message) : sentenceOf(error);
    if (log) log.fatal({ reason }, 'ended by an error');
    else process.stderr.write(`stoa ${name}: ${sentenceOf(error)}\n`);
    process.exit(log === undefined && isRefusal(error) && error.code === 'validation-failed' ? EX_CONFIG : 1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  try {
    const config = readConfig(options, args, environment);
    const served = (log = processLog(config['log'], config['logFormat'], { service: name }));
    const service = serve(config, served);
    service.then(({ started }) => started).catch(end);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopAt(signal, service, served));
  } catch (error) {
    end(error);
  }
}

/** Our refusals have a lower-case code and a message that says what to do; for other errors the stack helps. */
const isForeseen = ({ code }: Error & { code?: unknown }): boolean => typeof code === 'string' && /^[a-z]+(-[a-z]+)*$/.test(code);

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let stopRequests = 0;

function stopAt(signal: NodeJS.Signals, service: Promise<RunningService>, log: Logger): void {
  if (++stopRequests > 1) process.exit(1);
  log.info({ signal }, 'stopping');
  setTimeout(() => {
    log.error({ withinMs: STOP_WITHIN_MS }, 'stopping takes too long');
    process.exit(1);
  }, STOP_WITHIN_MS);
  service
    .then((running) => running.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ reason: String(error) }, 'could not stop cleanly');
        process.exit(1);
      },
    );
}
