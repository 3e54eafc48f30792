import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Certificate } from '../certificates/authority.ts';
import { postgresResponds } from '../probes.ts';
import { commandLineOf } from './processes.ts';
import { MissingPiece, type Program, type User } from './program.ts';
import { findInPath, run } from './run.ts';

const DEBIAN = '/usr/lib/postgresql';
const HOW = 'Install PostgreSQL 15 or newer (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql)';

/** Who may connect: in the clear, nobody. */
const HBA = 'tls_only_hba.conf';
const TLS_ONLY = 'hostssl all all 127.0.0.1/32 scram-sha-256\n';

export interface PostgresOptions {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  /** Survive a power cut, not only the death of the process. */
  readonly durable: boolean;
  /** Over TLS only, instead of in the clear. */
  readonly tls?: { readonly certificate: Certificate; readonly caFile: string } | undefined;
}

export function postgresUrl({ port, password, tls }: Pick<PostgresOptions, 'port' | 'password' | 'tls'>): string {
  const query = tls ? `?sslmode=verify-full&sslrootcert=${encodeURIComponent(tls.caFile)}` : '';
  return `postgres://stoa:${password}@127.0.0.1:${port}/stoa${query}`;
}

/** Postgres of the system's packages over a private data folder, with one database, `stoa`. Throws MissingPiece. */
export async function postgres(options: PostgresOptions): Promise<Program> {
  const { folder, port, durable, tls } = options;
  const bin = binaries();
  const user = await unprivileged();
  const data = join(folder, 'data');
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...(durable ? {} : { fsync: 'off' }),
    ...(tls ? { ssl: 'on', ssl_cert_file: 'server.crt', ssl_key_file: 'server.key', hba_file: join(data, HBA) } : {}),
  };
  return {
    name: 'Postgres',
    prepare: async () => {
      if (!existsSync(join(data, 'stoa.made'))) await make(bin, data, options.password, user);
      if (tls) writeTls(data, tls.certificate, user);
      forgetDeadPostmaster(data);
    },
    command: {
      file: join(bin, 'postgres'),
      args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      user,
    },
    endsOn: 'SIGINT', // "fast": open connections are closed
    diesOn: 'SIGQUIT', // "immediate": also what it started
    ready: () => postgresResponds(postgresUrl(options)),
  };
}

/** Postgres reads a key only where it owns it and nobody else may read it. */
function writeTls(data: string, { cert, key }: Certificate, user: User | undefined): void {
  for (const [name, text] of Object.entries({ 'server.crt': cert, 'server.key': key, [HBA]: TLS_ONLY })) {
    const file = join(data, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (user) chownSync(file, user.uid, user.gid);
  }
}

/** The newest server of this machine. */
function binaries(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const packaged = versions.map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  const found = packaged ?? (findInPath('initdb') && dirname(findInPath('initdb')!));
  if (!found) throw new MissingPiece(`There is no PostgreSQL server on this machine. ${HOW}`);
  return found;
}

/** The server refuses to run as root; then it runs as the user that its package made. */
async function unprivileged(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => run({ file: 'id', args: [flag, 'postgres'] });
  try {
    return { uid: Number(await id('-u')), gid: Number(await id('-g')) };
  } catch (cause) {
    throw new MissingPiece('PostgreSQL does not run as root, and there is no user postgres to run it as', { cause });
  }
}

/** A new cluster, marked when it is complete: an interrupted one is created again. */
async function make(bin: string, data: string, password: string, user: User | undefined): Promise<void> {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700, recursive: true });
  const secret = join(dirname(data), `password-${randomUUID()}`);
  writeFileSync(secret, password, { mode: 0o600 });
  if (user) {
    chmodSync(dirname(data), 0o711);
    for (const path of [data, secret]) chownSync(path, user.uid, user.gid);
  }
  try {
    await reachable(data, user);
    const accounts = ['--username=stoa', `--pwfile=${secret}`, '--auth-local=reject', '--auth-host=scram-sha-256'];
    const order = await orderOf(bin);
    await run({ file: join(bin, 'initdb'), args: ['-D', data, '--no-sync', '--encoding=UTF8', ...order, ...accounts], user });
    await run({ file: join(bin, 'postgres'), args: ['--single', '-D', data, 'postgres'], user }, 'CREATE DATABASE stoa\n');
  } catch (cause) {
    if (cause instanceof MissingPiece) throw cause;
    throw new Error(`Postgres's data folder could not be made in ${data}: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(secret, { force: true });
  }
  writeFileSync(join(data, 'stoa.made'), '');
}

/** Folders above ours may be closed to the server's user. */
async function reachable(data: string, user: User | undefined): Promise<void> {
  await run({ file: 'test', args: ['-w', data], user }).catch((cause: unknown) => {
    throw new MissingPiece(`PostgreSQL runs as the user postgres, who cannot reach ${data}: choose a folder that it can`, {
      cause,
    });
  });
}

/** A language's collation where available, as in most installations: queries that need byte order must state it. */
async function orderOf(bin: string): Promise<string[]> {
  const help = await run({ file: join(bin, 'initdb'), args: ['--help'] });
  return help.includes('--icu-locale') ? ['--locale-provider=icu', '--icu-locale=en', '--locale=C'] : ['--no-locale'];
}

/** After a crash of the machine the pid in postmaster.pid may be somebody else's, at which Postgres would refuse to start. */
function forgetDeadPostmaster(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!commandLineOf(pid).includes(data)) rmSync(file);
}
