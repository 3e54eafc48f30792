import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const COMPOSE = join(import.meta.dirname, '../../../docker-compose.yml');

export type ImageVariable = 'POSTGRES_IMAGE' | 'KAFKA_IMAGE' | 'EVENTSTORE_IMAGE' | 'NODE_IMAGE';

/** The image that a variable names, else the pinned one of docker-compose.yml: the one place where images are named. */
export function imageOf(variable: ImageVariable): string {
  const named = process.env[variable];
  if (named) return named;
  const pinned = new RegExp(String.raw`\$\{${variable}:-([^}]+)\}`).exec(readFileSync(COMPOSE, 'utf8'))?.[1];
  if (!pinned) throw new Error(`docker-compose.yml has no default for ${variable}`);
  return pinned;
}
