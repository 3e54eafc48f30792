// npm run docs: regenerates docs/reference, the types of libs/api-client and the script of question pages from the code. The tests compare.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { CLIENT_TYPES, clientTypes } from './client-types.mjs';
import { limitsReference } from './limits.mjs';
import { writeSnippets } from './snippets.mjs';
import { VIEW_BEACON, viewBeacon } from './view-beacon.mjs';

bootstrap();
const built = (path) => import(join(root, path));
const { openApi, renderErrorReference, renderHttpReference } = await built('libs/api/dist/index.js');
const { renderEventReference } = await built('libs/contracts/dist/index.js');
const { renderConfigReference } = await built('libs/platform/service/dist/index.js');
const { renderMetricsReference } = await built('libs/platform/metrics/dist/index.js');
const { renderCliReference } = await built('apps/cli/dist/reference.js');
const [http, markdown, { AT_ONCE: pages }] = await Promise.all(
  ['platform/http', 'markdown', 'read-models'].map((name) => built(`libs/${name}/dist/index.js`)),
);
const { MOST_SUM: mostSum } = await built('libs/kernel/dist/index.js');
const golden = (type) => JSON.parse(readFileSync(join(root, `libs/contracts/golden/${type}.json`), 'utf8')).stored;

const references = {
  'http-api.md': renderHttpReference(),
  'errors.md': renderErrorReference(),
  'events.md': renderEventReference(golden),
  'configuration.md': renderConfigReference(await optionsOfProcesses()),
  'cli.md': await renderCliReference(),
  'metrics.md': renderMetricsReference(),
  'limits.md': limitsReference({ http, markdown, pages, mostSum, api: openApi() }),
};
for (const [file, text] of Object.entries(references)) writeFileSync(join(root, 'docs/reference', file), text);
/** The options of every app that has a configuration, by its name. */
async function optionsOfProcesses() {
  const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(join(root, `apps/${app}/src/config.ts`)));
  return Object.fromEntries(
    await Promise.all(apps.sort().map(async (app) => [app, (await built(`apps/${app}/dist/config.js`)).options])),
  );
}
writeFileSync(join(root, CLIENT_TYPES), await clientTypes(openApi()));
writeFileSync(join(root, VIEW_BEACON), await viewBeacon());
writeSnippets();
process.stderr.write(
  `Wrote ${Object.keys(references).join(', ')} in docs/reference, ${CLIENT_TYPES}, ${VIEW_BEACON}, and the code in docs/guides\n`,
);
