import { join } from 'node:path';
import { root } from './bootstrap.mjs';
import { run } from './run.mjs';

/** Runs Nx on this workspace, without leaving a daemon behind; resolves with its exit code. */
export const nx = (...args) => run([join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], { NX_DAEMON: 'false' });
