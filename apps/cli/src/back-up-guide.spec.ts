import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@stoa/testing';
import { startServer, type RunningStandalone } from './testing/running-server.ts';

const GUIDE = join(import.meta.dirname, '../../../docs/guides/back-up-and-restore.md');
const MAIN = join(import.meta.dirname, '../dist/main.js');
/** As a reader types it: `npx stoa` is the built program. */
const PROGRAM = `npx() { shift; "${process.execPath}" "${MAIN}" "$@"; }`;

/** The commands of the guide for one process, each block under the word by which it is found. */
const blocks = [
  ...readFileSync(GUIDE, 'utf8')
    .split('## As services')[0]!
    .matchAll(/^```sh\n([\s\S]*?)^```/gm),
].map(([, text]) => text!);
const block = (word: string): string => {
  const found = blocks.filter((text) => text.includes(word));
  if (found.length !== 1) throw new Error(`The guide has ${found.length} blocks with ${word}`);
  return found[0]!;
};

interface Listed {
  readonly items: readonly { name: string; state: string; position: string; head: string; generation: number }[];
}

describe('the guide to back up and restore one process', () => {
  let folder: string;
  let server: RunningStandalone | undefined;
  const typed = async (commands: string) => (await promisify(execFile)('bash', ['-ec', `${PROGRAM}\n${commands}`], { cwd: folder })).stdout; // prettier-ignore
  const serving = async () => void (server = await startServer(join(folder, 'data')));
  const stopped = async () => {
    await server?.end();
    server = undefined;
  };
  const member = (name: string) => typed(`npx stoa token create --name ${name} --role member`);
  const events = async () => (await typed('npx stoa events list --limit 100 --json')).trim();
  const list = async () => (JSON.parse(await typed('npx stoa projections list --json')) as Listed).items;
  const allLive = () =>
    eventually(async () => {
      const items = await list();
      expect(items.map(({ name, state, position }) => [name, state, position])).toEqual(
        items.map(({ name, head }) => [name, 'live', head]),
      );
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stoa-guide-'));
    await serving();
    await member('Ada');
    await typed(block('stoa backup'));
    await member('Bo');
  });
  afterEach(async () => {
    await stopped();
    rmSync(folder, { recursive: true });
  });

  it('a whole folder: what was backed up while it was served is served again', async () => {
    const then = await events();
    expect(then).toContain('Bo');
    await stopped();
    await typed(block('mv data'));
    await serving();
    const now = await events();
    expect(now).toContain('Ada');
    expect(now).not.toContain('Bo');
    await allLive();
    expect(await typed(block('projections verify'))).not.toContain('DIFFERS');
  });

  it('the log alone, under newer read models: they end with what the log holds', async () => {
    const newer = await list();
    await stopped();
    await typed(block('rm -f'));
    await serving();
    await allLive();
    const items = await list();
    expect(items.every(({ position }) => position < newer[0]!.head)).toBe(true);
    expect(items.map(({ generation }) => generation)).toEqual(newer.map(() => 2));
    await member('Cy');
    await allLive();
    expect(await typed(block('projections verify'))).not.toContain('DIFFERS');
    expect(await events()).not.toContain('Bo');
  });
});
