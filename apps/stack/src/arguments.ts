import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { portNames, type Ports } from './ports.ts';
import { root } from './root.ts';

export const HELP = `npm run stack -- <command> [piece ...] [options]

The whole of Stoa on this machine, without Docker: Postgres and Kafka, our stand-in for EventStoreDB, then our services.

Commands
  up [piece ...]       start what does not run, and wait until it serves
  down [piece ...]     stop, services first; what has not ended within 10 s is killed
  status [piece ...]   what runs; 0 when all of it serves, 3 when nothing runs, else 1
  logs [piece ...]     the last lines of each log

Pieces: postgres kafka eventstore questions answers mentors view-analytics relay projectors gateway

Options
  --projectors N       how many processes share the projections (up; default 1, or as many as there were)
  --<name>-port N      another port (up): ${portNames.join(', ')}
  --port-base N        all ports from N on (up)
  --log LEVEL          what services log: debug, info, warn, error (up; default info)
  --secure             with certificates, users and passwords made on the spot, everything over TLS (the first up of a stack)
  --wipe               remove all data too (down, without pieces)
  --json               for programs (status)
  --lines N, --follow  how many lines (default 40), and go on (logs)

Data, logs and secrets lie in .stack, or where STOA_STACK_DIR says. Needs Java 17 and PostgreSQL 15 or newer; says how to get them.
`;

const COMMANDS = ['up', 'down', 'status', 'logs', 'help'] as const;
export type Command = (typeof COMMANDS)[number];

const PIECES = [
  'postgres',
  'kafka',
  'eventstore',
  'questions',
  'answers',
  'mentors',
  'view-analytics',
  'relay',
  'projectors',
  'gateway',
];
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/** The parsed command line; `undefined` keeps the stack's earlier setting. */
export interface StackRequest {
  readonly command: Command;
  /** Names of pieces; empty for all. */
  readonly pieces: readonly string[];
  readonly folder: string;
  readonly ports: Partial<Ports>;
  readonly projectors: number | undefined;
  readonly lines: number;
  readonly log: string | undefined;
  readonly json: boolean;
  readonly wipe: boolean;
  readonly secure: boolean;
  readonly follow: boolean;
}

/** Reads a command line. Throws an error whose message is for the user. */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): StackRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      wipe: { type: 'boolean' },
      secure: { type: 'boolean' },
      follow: { type: 'boolean', short: 'f' },
      lines: { type: 'string', short: 'n' },
      projectors: { type: 'string' },
      log: { type: 'string' },
      'port-base': { type: 'string' },
      ...Object.fromEntries(portNames.map((name) => [`${name}-port`, { type: 'string' as const }])),
    },
  });
  const [command = 'help', ...pieces] = positionals;
  if (!isCommand(command)) throw new Error(`Unknown command ${command}.`);
  const unknown = pieces.filter((piece) => !PIECES.includes(piece.replace(/^projectors-\d+$/, 'projectors')));
  if (unknown.length > 0) throw new Error(`Unknown piece: ${unknown.join(', ')}.`);
  if (values.wipe && pieces.length > 0) throw new Error('--wipe removes the data of all pieces; it takes no piece names.');
  if (values.log !== undefined && !LEVELS.includes(values.log)) throw new Error(`--log must be one of ${LEVELS.join(', ')}.`);
  return {
    command: values.help ? 'help' : command,
    pieces,
    folder: resolve(environment['STOA_STACK_DIR'] || join(root, '.stack')),
    ports: portsOf(values),
    projectors: number('projectors', values.projectors, 1, 32),
    lines: number('lines', values.lines, 0, 1_000_000) ?? 40,
    log: values.log,
    json: values.json ?? false,
    wipe: values.wipe ?? false,
    secure: values.secure ?? false,
    follow: values.follow ?? false,
  };
}

const isCommand = (name: string): name is Command => (COMMANDS as readonly string[]).includes(name);

/** Of the ports that are counted from a base: as many projectors as there may be have theirs before. */
const BEYOND_PROJECTORS = 50;

/** Only the ports that were given. */
function portsOf(values: Readonly<Record<string, unknown>>): Partial<Ports> {
  const base = number('port-base', values['port-base'], 1024, 65_000);
  const ports: Partial<Ports> = {};
  for (const [index, name] of portNames.entries()) {
    const port =
      number(`${name}-port`, values[`${name}-port`], 1, 65_535) ??
      (base && base + (name === 'metrics' ? BEYOND_PROJECTORS : index));
    if (port !== undefined) ports[name] = port;
  }
  return ports;
}

function number(name: string, text: unknown, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(String(text)) || value < least || value > most)
    throw new Error(`--${name} must be a number from ${least} to ${most}.`);
  return value;
}
