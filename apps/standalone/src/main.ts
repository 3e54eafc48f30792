import { isRefusal } from '@stoa/kernel';
import { exitAfterLog, processLog, readConfig, stopOnSignals } from '@stoa/service';
import { options } from './config.ts';
import { serve } from './serve.ts';

/** EX_CONFIG of sysexits.h. */
const EX_CONFIG = 78;

async function main(): Promise<void> {
  const config = readConfig(options, process.argv.slice(2), process.env);
  const log = processLog(config.log, config.logFormat);
  const server = await serve(config, log);
  if (process.stdout.isTTY || config.demo) process.stdout.write(server.welcome);
  stopOnSignals(() => server.stop(), log);
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`stoa: ${reason}\n`);
  void exitAfterLog(isRefusal(error) && error.code === 'validation-failed' ? EX_CONFIG : 2);
});
