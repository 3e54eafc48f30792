import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandsOf, eventually, typed } from '@stoa/testing';
import { startServer, type RunningStandalone } from './testing/running-server.ts';

const block = commandsOf('back-up-and-restore.md', 'One process');

interface Listed {
  readonly items: readonly { name: string; state: string; position: string; head: string; generation: number }[];
}

describe('the guide to back up and restore one process', () => {
  let folder: string;
  let server: RunningStandalone | undefined;
  const type = (commands: string) => typed(commands, folder);
  const serving = async () => void (server = await startServer(join(folder, 'data')));
  const stopped = async () => {
    await server?.end();
    server = undefined;
  };
  const member = (name: string) => type(`npx stoa token create --name ${name} --role member`);
  const events = async () => (await type('npx stoa events list --limit 100 --json')).trim();
  const list = async () => (JSON.parse(await type('npx stoa projections list --json')) as Listed).items;
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
    await type(block('stoa backup'));
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
    await type(block('mv data'));
    await serving();
    const now = await events();
    expect(now).toContain('Ada');
    expect(now).not.toContain('Bo');
    await allLive();
    expect(await type(block('projections verify'))).not.toContain('DIFFERS');
  });

  it('the log alone, under newer read models: they end with what the log holds', async () => {
    const newer = await list();
    await stopped();
    await type(block('rm -f'));
    await serving();
    await allLive();
    const items = await list();
    expect(items.every(({ position }) => position < newer[0]!.head)).toBe(true);
    expect(items.map(({ generation }) => generation)).toEqual(newer.map(() => 2));
    await member('Cy');
    await allLive();
    expect(await type(block('projections verify'))).not.toContain('DIFFERS');
    expect(await events()).not.toContain('Bo');
  });
});
