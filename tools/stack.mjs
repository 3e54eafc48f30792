// npm run stack -- up|down|status|logs: the whole system on this machine, without Docker.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { HELP, readArguments } from './stack/arguments.mjs';

const say = (line) => process.stderr.write(`stoa: ${line}\n`);

let request;
try {
  request = readArguments(process.argv.slice(2), process.env);
} catch (error) {
  say(`${error.message}\n\n${HELP}`);
  process.exit(64);
}
if (request.command === 'help') {
  process.stdout.write(HELP);
  process.exit(0);
}
// What looks or stops needs no new build.
if (request.command === 'up' || !existsSync(join(root, 'libs/dev-servers/dist/index.js'))) bootstrap();
const { [request.command]: command } = await import(`./stack/${request.command}.mjs`);
try {
  process.exitCode = await command(request);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
