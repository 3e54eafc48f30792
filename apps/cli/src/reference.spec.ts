import { readFileSync } from 'node:fs';
import { renderCliReference } from './reference.ts';

it('docs/reference/cli.md matches the commands (regenerate with `npm run docs`)', async () => {
  expect(readFileSync(new URL('../../../docs/reference/cli.md', import.meta.url), 'utf8')).toBe(await renderCliReference());
});
