// The script of question pages, minified: `npm run docs` writes it, a test of libs/view-beacon compares. As a program: the module on standard output.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { minify, transform } from '@swc/core';
import { format, resolveConfig } from 'prettier';

export const VIEW_BEACON = 'libs/view-beacon/src/view-beacon.min.ts';

const root = join(import.meta.dirname, '..');
const HEAD = '// Generated from view-beacon.ts (`npm run docs`). Do not edit.\n/** The script, ready to be served. */\n';
/** What browsers of 2020 understand. */
const ECMA = 2020;

/** The text of the module that holds the script. */
export async function viewBeacon() {
  const source = readFileSync(join(root, 'libs/view-beacon/src/view-beacon.ts'), 'utf8');
  const { code } = await transform(source, {
    configFile: false,
    swcrc: false,
    isModule: false,
    jsc: { parser: { syntax: 'typescript' }, target: `es${ECMA}` },
  });
  const { code: script } = await minify(code, {
    ecma: ECMA,
    module: false,
    compress: { passes: 3, unsafe_arrows: true },
    mangle: true,
    format: { comments: false },
  });
  const file = join(root, VIEW_BEACON);
  return format(`${HEAD}export const VIEW_BEACON = ${JSON.stringify(script)};\n`, {
    ...(await resolveConfig(file)),
    filepath: file,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(await viewBeacon());
