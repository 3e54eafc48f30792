import { isRefusal } from '@stoa/kernel';
import { startMetrics } from '@stoa/metrics';
import { exitAfterLog, processLog, readConfig, stopOnSignals } from '@stoa/service';
import { options } from './config.ts';
import { serve } from './serve.ts';

/** EX_CONFIG of sysexits.h. */
const EX_CONFIG = 78;

async function main(): Promise<void> {
  const config = readConfig(options, process.argv.slice(2), process.env);
  const log = processLog(config.log, config.logFormat);
  const { metrics, close } = await startMetrics('standalone', config, log);
  const server = await serve(config, log, metrics);
  if (process.stdout.isTTY || config.demo) process.stdout.write(server.welcome);
  stopOnSignals(async () => {
    await server.stop();
    await close();
  }, log);
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`stoa: ${reason}\n`);
  void exitAfterLog(isRefusal(error) && error.code === 'validation-failed' ? EX_CONFIG : 2);
});
