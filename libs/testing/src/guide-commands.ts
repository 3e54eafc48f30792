import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');
/** As a reader types it: `npx stoa` is the built program. */
const PROGRAM = `npx() { shift; "${process.execPath}" "${join(ROOT, 'apps/cli/dist/main.js')}" "$@"; }`;

/** The shell commands of the part of a guide under this heading: the one block that holds a word. */
export function commandsOf(guide: string, heading: string): (word: string) => string {
  const part = readFileSync(join(ROOT, 'docs/guides', guide), 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  if (part === undefined) throw new Error(`${guide} has no part ${heading}`);
  const blocks = [...part.matchAll(/^( *)```sh\n([\s\S]*?)^ *```/gm)].map(([, indent, text]) =>
    text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  return (word) => {
    const found = blocks.filter((text) => text.includes(word));
    if (found.length !== 1) throw new Error(`${guide} has ${found.length} blocks with ${word} under ${heading}`);
    return found[0]!;
  };
}

/** What commands print that are typed into a shell in this folder; throws where one of them fails. */
export async function typed(commands: string, cwd: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = { ...process.env, ...environment };
  return (await promisify(execFile)('bash', ['-ec', `${PROGRAM}\n${commands}`], { cwd, env })).stdout;
}
