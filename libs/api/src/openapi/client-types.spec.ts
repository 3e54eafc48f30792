import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApi } from './openapi.ts';

const root = new URL('../../../../', import.meta.url);

it('the types of libs/api-client are those of the description (`npm run docs` writes them)', () => {
  const tool = fileURLToPath(new URL('tools/client-types.mjs', root));
  const types = execFileSync(process.execPath, [tool], { input: JSON.stringify(openApi()), encoding: 'utf8' });
  expect(readFileSync(new URL('libs/api-client/src/schema.ts', root), 'utf8')).toBe(types);
});
