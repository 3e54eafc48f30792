import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectGraph, root, withoutJest } from './project-graph.ts';

type Case = readonly [what: string, file: string, imported: string];

const REFUSED: readonly Case[] = [
  ['the kernel that imports contracts', 'libs/kernel/src/x.ts', '@stoa/contracts'],
  ['the kernel that imports Markdown', 'libs/kernel/src/x.ts', '@stoa/markdown'],
  ['a spec of the kernel that imports a store', 'libs/kernel/src/x.spec.ts', '@stoa/event-store'],
  ['contracts that import a context', 'libs/contracts/src/x.ts', '@stoa/questions'],
  ['a spec of contracts that imports a context', 'libs/contracts/src/x.spec.ts', '@stoa/questions'],
  ['a context that imports another one', 'libs/contexts/questions/src/x.ts', '@stoa/answers'],
  ['a spec of a context that imports another one', 'libs/contexts/questions/src/x.spec.ts', '@stoa/answers'],
  ['a context that imports a read model', 'libs/contexts/questions/src/x.ts', '@stoa/read-models'],
  ['a spec of a context that imports a read model', 'libs/contexts/questions/src/x.spec.ts', '@stoa/read-models'],
  ['the projection engine that imports a read model', 'libs/projections/engine/src/x.ts', '@stoa/read-models'],
  ['a spec of the engine that imports a read model', 'libs/projections/engine/src/x.spec.ts', '@stoa/read-models'],
  ['a read model that imports the engine', 'libs/read-models/src/x.ts', '@stoa/projections-engine'],
  ['a read model that imports where its rows live', 'libs/read-models/src/x.ts', '@stoa/projections-store'],
  ['a read model that imports a read side', 'libs/read-models/src/x.ts', '@stoa/projections-standalone'],
  ['a read model that imports the event store', 'libs/read-models/src/x.ts', '@stoa/event-store'],
  ['the relay that imports a read model', 'libs/relay/src/x.ts', '@stoa/read-models'],
  ['the relay that imports a read side', 'libs/relay/src/x.ts', '@stoa/projections-distributed'],
  ['the site that imports a context', 'libs/site/src/x.ts', '@stoa/questions'],
  ['the API that imports a read model', 'libs/api/src/x.ts', '@stoa/read-models'],
  ['an app that imports an app', 'apps/standalone/src/x.ts', '../../gateway/src/gateway.module.ts'],
  ['a library that imports an app', 'libs/api/src/x.ts', '../../../apps/gateway/src/gateway.module.ts'],
  ['a spec that imports an app by its path', 'libs/api/src/x.spec.ts', '../../../apps/gateway/src/gateway.module.ts'],
  ['a journey that imports an app', 'apps/e2e/src/x.ts', '../../gateway/src/gateway.module.ts'],
  ['a library that imports a library by its path', 'libs/contexts/questions/src/x.ts', '../../../kernel/src/index.ts'],
];

const ALLOWED: readonly Case[] = [
  ['a context that imports contracts', 'libs/contexts/questions/src/x.ts', '@stoa/contracts'],
  ['a spec of a context that imports a store', 'libs/contexts/questions/src/x.spec.ts', '@stoa/event-store'],
  ['a spec of a read model that imports the engine', 'libs/read-models/src/x.spec.ts', '@stoa/projections-engine'],
  ['an app that imports the API', 'apps/standalone/src/x.ts', '@stoa/api'],
  ['an in-process deployment of apps', 'apps/e2e/src/in-process/x.ts', '../../../gateway/src/gateway.module.ts'],
];

describe('imports run one way', () => {
  let complaints: ReadonlyMap<Case, readonly string[]>;
  beforeAll(() => {
    projectGraph(); // the rule reads what Nx left on disk, and says nothing where there is none
    const cases = [...REFUSED, ...ALLOWED];
    const input = cases.map(([, file, from]) => ({
      file,
      code: `import { thing } from '${from}';\nexport const other = thing;\n`,
    }));
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(import.meta.dirname, 'lint-imports.mjs')], {
      cwd: root,
      env: withoutJest,
      input: JSON.stringify(input),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`ESLint failed: ${stderr}`);
    const found = JSON.parse(stdout) as string[][];
    complaints = new Map(cases.map((one, index) => [one, found[index]!]));
  });

  it.each(REFUSED.map((one) => [one[0], one] as const))('refuses %s', (_what, one) => {
    expect(complaints.get(one)).toHaveLength(1);
  });

  it.each(ALLOWED.map((one) => [one[0], one] as const))('allows %s', (_what, one) => {
    expect(complaints.get(one)).toEqual([]);
  });

  it.each(readdirSync(join(root, 'apps')))('leaves nothing of apps/%s to import by its name', (app) => {
    const { name } = JSON.parse(readFileSync(join(root, 'apps', app, 'package.json'), 'utf8')) as { name: string };
    expect(() => createRequire(join(root, 'apps/e2e/src/x.js')).resolve(name)).toThrow('Cannot find');
  });
});
