import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeScratchFolder } from './scratch-folder.ts';

it('makes a folder of its own and removes those of processes that are gone', async () => {
  const parent = join(mkdtempSync(join(tmpdir(), 'parent-')), 'made');
  const first = await makeScratchFolder(parent);
  mkdirSync(join(parent, 'stoa-import-999999999-abc'));
  mkdirSync(join(parent, 'somebody-elses'));
  const second = await makeScratchFolder(parent);
  expect(readdirSync(parent).sort()).toEqual(['somebody-elses', basename(first), basename(second)].sort());
  expect(existsSync(first)).toBe(true);
  rmSync(parent, { recursive: true });
});
