import { isRefusal } from '@stoa/kernel';
import { startMetrics, type Metrics, type ProcessName } from '@stoa/metrics';
import type { hostOption, logFormatOption, logOption, metricsOptions } from '../config/common-options.ts';
import type { ConfigOf, Options } from '../config/option.ts';
import { readConfig } from '../config/read-config.ts';
import { exitAfterLog } from './log-output.ts';
import { processLog, type Logger } from './process-log.ts';
import type { RunningService } from './run-service.ts';
import { stopOnSignals } from './stop-on-signals.ts';

/** EX_CONFIG of sysexits.h. */
const EX_CONFIG = 78;

type ServiceOptions = Options &
  typeof metricsOptions & { log: typeof logOption; logFormat: typeof logFormatOption; host: typeof hostOption };

/**
 * The whole of a `main.ts`: reads the configuration, serves, stops at SIGTERM or SIGINT (at the second one at once), and ends with 0 when
 * it stopped cleanly, 78 for an invalid configuration, 1 for any other error, so that a supervisor restarts it.
 */
export function runMain<O extends ServiceOptions>(
  name: ProcessName,
  options: O,
  { args, environment }: { args: readonly string[]; environment: Readonly<Record<string, string | undefined>> },
  serve: (config: ConfigOf<O>, log: Logger, metrics: Metrics | undefined) => Promise<RunningService>,
): void {
  let log: Logger | undefined;
  const end = (error: unknown) => {
    const reason = error instanceof Error && !isForeseen(error) ? (error.stack ?? error.message) : sentenceOf(error);
    if (log) log.fatal({ reason }, 'ended by an error');
    else process.stderr.write(`stoa ${name}: ${sentenceOf(error)}\n`);
    void exitAfterLog(log === undefined && isRefusal(error) && error.code === 'validation-failed' ? EX_CONFIG : 1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  try {
    const config = readConfig(options, args, environment);
    const served = (log = processLog(config['log'], config['logFormat'], { service: name }));
    const { metricsHost, metricsPort } = config as ConfigOf<typeof metricsOptions>;
    const measuring = startMetrics(name, { metricsHost, metricsPort }, served);
    const service = measuring.then(({ metrics }) => serve(config, served, metrics));
    service.then(({ started }) => started).catch(end);
    stopOnSignals(async () => {
      await (await service).stop();
      await (await measuring).close();
    }, served);
  } catch (error) {
    end(error);
  }
}

/** Our refusals have a lower-case code and a message that says what to do, as failures of dependencies do; for other errors the stack helps. */
const isForeseen = ({ name, code }: Error & { code?: unknown }): boolean =>
  name === 'DependencyFailure' || (typeof code === 'string' && /^[a-z]+(-[a-z]+)*$/.test(code));

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
