import { isRefusal } from '@stoa/kernel';
import { processLog, readConfig } from '@stoa/service';
import { options } from './config.ts';
import { serve } from './serve.ts';

/** EX_CONFIG of sysexits.h. */
const EX_CONFIG = 78;

async function main(): Promise<void> {
  const config = readConfig(options, process.argv.slice(2), process.env);
  const log = processLog(config.log, config.logFormat);
  const server = await serve(config, log);
  if (process.stdout.isTTY || config.demo) process.stdout.write(server.welcome);
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    process.once(signal, () => process.exit(1));
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ reason: String(error) }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`stoa: ${reason}\n`);
  process.exit(isRefusal(error) && error.code === 'validation-failed' ? EX_CONFIG : 2);
});
