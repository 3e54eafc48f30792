import { existsSync, readFileSync } from 'node:fs';
import type { CodeHashes, HashedProjection, Projection } from '@stoa/kernel';

/** Written by the build (tools/projection-hashes.mjs). */
const FILE = new URL('../dist/projection-hashes.json', import.meta.url);

/** Read with the code that it is about: what is built later, while this process runs, is not what it runs. */
const HASHES: Readonly<Record<string, CodeHashes>> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

/** The read model with the hashes of its code; reading them throws before the first build. */
export const hashed = (projection: Projection): HashedProjection => ({
  ...projection,
  get code() {
    const hashes = HASHES[projection.name];
    if (!hashes) throw new Error(`The build made no hashes for the read model ${projection.name}`);
    return hashes;
  },
});
