import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../../..');

/** For programs of this workspace that a spec starts: without the flags of the test runner. */
export const withoutJest = { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' };

export interface ProjectGraph {
  readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
  /** By project: what it depends on, in specs too. */
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
}

/** Nx's graph of the workspace as it stands on disk. */
export function projectGraph(): ProjectGraph {
  const file = join(root, 'node_modules/.stoa/graph.json');
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const { status, stderr } = spawnSync(process.execPath, [nx, 'graph', `--file=${file}`], {
    cwd: root,
    env: withoutJest,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Nx made no project graph: ${stderr}`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph }).graph;
}
