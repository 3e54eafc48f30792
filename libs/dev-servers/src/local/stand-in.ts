import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { httpResponds } from '../probes.ts';
import { MissingPiece, type Program } from './program.ts';

const MAIN = join(import.meta.dirname, '../../../../apps/eventstoredb-stand-in/dist/main.js');

export interface StandInOptions {
  readonly folder: string;
  readonly port: number;
  /** The port of its health endpoint. */
  readonly httpPort: number;
  /** Over TLS and for one user, instead of in the clear for everybody. Files, in PEM where they hold a certificate or a key. */
  readonly security?: StandInSecurity | undefined;
}

export interface StandInSecurity {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly user: string;
  readonly passwordFile: string;
}

/** Our stand-in for EventStoreDB: its protocol, with the log in a private folder. Throws MissingPiece. */
export async function standIn({ folder, port, httpPort, security }: StandInOptions): Promise<Program> {
  if (!existsSync(MAIN)) throw new MissingPiece('The stand-in for EventStoreDB is not built: npm run build');
  const data = join(folder, 'data');
  return {
    name: 'the stand-in for EventStoreDB',
    prepare: async () => void mkdirSync(data, { recursive: true }),
    command: {
      file: process.execPath,
      args: [MAIN, '--port', String(port), '--http-port', String(httpPort), '--data', data, ...secured(security)],
    },
    endsOn: 'SIGTERM',
    diesOn: 'SIGKILL',
    ready: () => httpResponds(`http://127.0.0.1:${httpPort}/health/live`),
  };
}

const secured = (security: StandInSecurity | undefined): string[] =>
  security
    ? [
        ...['--tls-cert', security.certificateFile, '--tls-key', security.keyFile],
        ...['--user', security.user, '--password-file', security.passwordFile],
      ]
    : [];
