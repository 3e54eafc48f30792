import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const environment = { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' };

/** What lint says of one line of code, as if it stood in that file. */
function complaints(file: string, code: string): string[] {
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/eslint/bin/eslint.js'), '--stdin', '--stdin-filename', join(root, file), '--format', 'json'],
    {
      cwd: root,
      input: code,
      env: environment,
      encoding: 'utf8',
    },
  );
  const [{ messages }] = JSON.parse(stdout) as [{ messages: { ruleId: string }[] }];
  return messages.map(({ ruleId }) => ruleId).filter((rule) => rule.includes('boundaries'));
}

describe('imports run one way', () => {
  beforeAll(() => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/nx/dist/bin/nx.js'), 'graph', `--file=${join(root, 'node_modules/.stoa/graph.json')}`],
      { cwd: root, env: environment, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`Nx made no project graph: ${stderr}`);
  }, 120_000);

  it.each([
    ['a context that imports another one', 'libs/contexts/questions/src/x.ts', '@stoa/answers'],
    ['a context that imports a read model', 'libs/contexts/questions/src/x.ts', '@stoa/read-models'],
    ['a read model that imports a store', 'libs/read-models/src/x.ts', '@stoa/event-store'],
    ['the kernel that imports contracts', 'libs/kernel/src/x.ts', '@stoa/contracts'],
    ['the API that imports a read model', 'libs/api/src/x.ts', '@stoa/read-models'],
  ])('refuses %s', (_what, file, imported) => {
    expect(complaints(file, `import { something } from '${imported}';\nexport const other = something;\n`)).toEqual([
      '@nx/enforce-module-boundaries',
    ]);
  });

  it.each([
    ['a context that imports contracts', 'libs/contexts/questions/src/x.ts', '@stoa/contracts'],
    ['an app that imports the API', 'apps/standalone/src/x.ts', '@stoa/api'],
  ])('allows %s', (_what, file, imported) => {
    expect(complaints(file, `import { something } from '${imported}';\nexport const other = something;\n`)).toEqual([]);
  });
});
