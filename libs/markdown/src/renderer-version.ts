import { readFileSync } from 'node:fs';

/** Written by the build: the sources of this package and the versions of its parser, as a hash. */
const FILE = new URL('../dist/renderer-version.json', import.meta.url);

/** Changes whenever the same Markdown may give other HTML: what was rendered by another version is rendered again. */
export const rendererVersion: string = (JSON.parse(readFileSync(FILE, 'utf8')) as { version: string }).version;
