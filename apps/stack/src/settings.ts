import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackRequest } from './arguments.ts';
import { PORTS, refuseSharedPorts, type Ports } from './ports.ts';

export interface Settings {
  readonly ports: Ports;
  readonly projectors: number;
  readonly log: string;
  /** Servers are spoken to over TLS, as users with passwords. */
  readonly secure?: boolean;
}

export interface Secrets {
  readonly service: string;
  readonly admin: string;
  readonly postgres: string;
}

/** The settings that a stack was started with, which its folder keeps for later commands; undefined for one that never was. */
export function readSettings(folder: string): Settings | undefined {
  const file = join(folder, 'stack.json');
  if (!existsSync(file)) return undefined;
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Settings;
  // A stack of a former release has no port for what came since.
  return { ...settings, ports: { ...PORTS, ...settings.ports } };
}

/** Settings for a start: those asked for, else those it had, else the defaults. Throws where two pieces would share a port. */
export function settingsFor({ folder, ports, projectors, log, secure }: StackRequest): Settings {
  const former = readSettings(folder);
  // Kafka's users are made with its data.
  if (former && secure && !former.secure)
    throw new Error('This stack was made without --secure; npm run stack -- down --wipe removes it with its data.');
  const settings: Settings = {
    ports: { ...PORTS, ...former?.ports, ...ports },
    projectors: projectors ?? former?.projectors ?? 1,
    log: log ?? former?.log ?? 'info',
    secure: former ? former.secure === true : secure,
  };
  refuseSharedPorts(settings.ports, settings.projectors);
  return settings;
}

export function writeSettings(folder: string, settings: Settings): void {
  makeFolder(folder);
  // Atomically: a concurrent command reads either the old settings or these.
  writeFileSync(join(folder, 'stack.json.new'), `${JSON.stringify(settings, null, 2)}\n`);
  renameSync(join(folder, 'stack.json.new'), join(folder, 'stack.json'));
}

/** Secrets of this stack, each in a file that only its owner reads. */
export function secretsOf(folder: string): Secrets {
  makeFolder(folder);
  const secret = (name: string) => secretIn(join(folder, name));
  return { service: secret('service-secret'), admin: secret('admin-secret'), postgres: secret('postgres-password') };
}

/** The secret of a file, which is made where there is none. */
export function secretIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Others may traverse it: Postgres runs as another user where we are root. */
const makeFolder = (folder: string) => mkdirSync(folder, { recursive: true, mode: 0o711 });
