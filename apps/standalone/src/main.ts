import { isRefusal } from '@stoa/kernel';
import { destination, pino } from 'pino';
import { readConfig } from './config.ts';
import { serve } from './serve.ts';

/**
 * Lines are gathered for a tenth of a second: a write of its own for each request costs as much as the page. A process that is killed loses
 * the last of them, one that ends does not.
 */
const stdout = destination({ dest: 1, sync: true, minLength: 4096, periodicFlush: 100 });
process.on('exit', () => stdout.flushSync());

/** As in sysexits.h: the configuration is wrong. */
const EX_CONFIG = 78;

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  const log = pino({ level: config.log }, stdout);
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
