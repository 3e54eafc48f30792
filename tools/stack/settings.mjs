import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PORTS } from './arguments.mjs';

/** What a stack was started with: kept in its folder, so that whoever looks at it or stops it knows. */
export function readSettings(folder) {
  const file = join(folder, 'stack.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Settings for a start: what is asked for, else what it had, else the defaults; secrets are made once. */
export function settingsFor({ folder, ports, projectors, log }) {
  const former = readSettings(folder);
  const settings = {
    ports: { ...PORTS, ...former?.ports, ...ports },
    projectors: projectors ?? former?.projectors ?? 1,
    log: log ?? former?.log ?? 'info',
  };
  const uses = Object.entries(settings.ports).filter(([name]) => name !== 'projectors');
  for (const [name, port] of uses) {
    const [other] = uses.find(([candidate, taken]) => taken === port && candidate !== name) ?? [];
    if (other) throw new Error(`${name} and ${other} cannot both have port ${port}.`);
    if (port >= settings.ports.projectors && port < settings.ports.projectors + settings.projectors)
      throw new Error(`${name} and a projector cannot both have port ${port}.`);
  }
  return settings;
}

export function writeSettings(folder, settings) {
  makeFolder(folder);
  // In one step: whoever reads meanwhile sees the former ones or these.
  writeFileSync(join(folder, 'stack.json.new'), `${JSON.stringify(settings, null, 2)}\n`);
  renameSync(join(folder, 'stack.json.new'), join(folder, 'stack.json'));
}

/** Secrets of this stack, each in a file that only its owner reads. */
export function secretsOf(folder) {
  makeFolder(folder);
  const secret = (name) => {
    const file = join(folder, name);
    if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    return readFileSync(file, 'utf8').trim();
  };
  return { service: secret('service-secret'), admin: secret('admin-secret'), postgres: secret('postgres-password') };
}

/** Open to be passed through: Postgres runs as another user where we are root. */
const makeFolder = (folder) => mkdirSync(folder, { recursive: true, mode: 0o711 });
