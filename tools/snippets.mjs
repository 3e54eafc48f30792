// Code in the guides is a region of a file that is compiled and tested:  <!-- path/from/root.ts#region -->  stands before its fence, and the region
// between `// #region name` and `// #endregion` in that file. `npm run docs` writes them; a test compares.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const guides = join(root, 'docs/guides');
const SNIPPET = /(<!-- ([\w./-]+)#([\w.-]+) -->\n+```(\w+)\n)[\s\S]*?(?=```)/g;

/** The lines of a region, without its common indentation. Throws where there is none. */
export function regionOf(text, name) {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line, index) => index > start && line.trim() === '// #endregion');
  if (start < 0 || end < 0) throw new Error(`There is no region ${name}`);
  const body = lines.slice(start + 1, end);
  const indent = Math.min(...body.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return body.map((line) => line.slice(indent)).join('\n');
}

/** A guide with its snippets as the files have them now. */
export const withSnippets = (guide) =>
  guide.replace(SNIPPET, (_all, head, path, name) => `${head}${regionOf(readFileSync(join(root, path), 'utf8'), name)}\n`);

/** Every guide, as it is and as it should be. */
export const guideTexts = () =>
  readdirSync(guides).map((name) => {
    const written = readFileSync(join(guides, name), 'utf8');
    return { name, written, expected: withSnippets(written) };
  });

export function writeSnippets() {
  for (const { name, expected } of guideTexts()) writeFileSync(join(guides, name), expected);
}
