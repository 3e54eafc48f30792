// npm run docs: writes docs/reference anew from the code. The tests compare.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';

bootstrap();
const built = (path) => import(join(root, path));
const { renderErrorReference, renderHttpReference } = await built('libs/edge/dist/index.js');
const { renderEventReference } = await built('libs/contracts/dist/index.js');
const { renderConfigReference } = await built('apps/standalone/dist/config-reference.js');
const { renderCliReference } = await built('apps/cli/dist/reference.js');
const golden = (type) => JSON.parse(readFileSync(join(root, `libs/contracts/golden/${type}.json`), 'utf8')).stored;

const references = {
  'http-api.md': renderHttpReference(),
  'errors.md': renderErrorReference(),
  'events.md': renderEventReference(golden),
  'configuration.md': renderConfigReference(),
  'cli.md': await renderCliReference(),
};
for (const [file, text] of Object.entries(references)) writeFileSync(join(root, 'docs/reference', file), text);
process.stderr.write(`Wrote ${Object.keys(references).join(', ')} in docs/reference\n`);
