import { exitAfterLog } from './log-output.ts';
import type { Logger } from './process-log.ts';

/** With the second for the log's last lines, less than the ten seconds after which supervisors kill. */
const STOP_WITHIN_MS = 8500;

/** Stops at SIGTERM or SIGINT, at the second one at once. Ends with 0 when it stopped cleanly, with 1 where it failed or took too long. */
export function stopOnSignals(stop: () => Promise<void>, log: Logger): void {
  let requests = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (++requests > 1) process.exit(1);
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({ withinMs: STOP_WITHIN_MS }, 'stopping takes too long');
      void exitAfterLog(1);
    }, STOP_WITHIN_MS);
    stop().then(
      () => exitAfterLog(0),
      (error: unknown) => {
        log.error({ reason: String(error) }, 'could not stop cleanly');
        return exitAfterLog(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
}
