import { HELP, readArguments, type StackRequest } from './arguments.ts';
import { down } from './down.ts';
import { logs } from './logs.ts';
import { status } from './status.ts';
import { up } from './up.ts';

/** EX_USAGE of sysexits.h. */
const USAGE = 64;
const say = (line: string) => void process.stderr.write(`stoa: ${line}\n`);

const commands = { up, down, status, logs };

function request(): StackRequest {
  try {
    return readArguments(process.argv.slice(2), process.env);
  } catch (error) {
    say(`${(error as Error).message}\n\n${HELP}`);
    process.exit(USAGE);
  }
}

const asked = request();
if (asked.command === 'help') process.stdout.write(HELP);
else
  try {
    process.exitCode = await commands[asked.command](asked);
  } catch (error) {
    say((error as Error).message);
    process.exitCode = 1;
  }
