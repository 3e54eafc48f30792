import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ServerKind, Servers, Source } from '../server.ts';

const SOCKETS = ['/var/run/docker.sock', join(homedir(), '.docker/run/docker.sock')];

/** A kind of server in a container, if an engine responds that has its image or can pull it; else why not. STOA_TEST_DOCKER=off: never. */
export async function docker<K extends ServerKind>(kind: K): Promise<Source<Servers[K]> | { why: string }> {
  if (process.env['STOA_TEST_DOCKER'] === 'off') return { why: 'Docker is switched off (STOA_TEST_DOCKER).' };
  // Checked first, because loading testcontainers takes a second.
  if (!process.env['DOCKER_HOST'] && !SOCKETS.some((path) => existsSync(path))) return { why: 'There is no Docker engine.' };
  const { container } = await import('./containers.ts');
  return container(kind);
}
