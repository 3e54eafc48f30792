import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@stoa/event-store';
import {
  FORMAT_VERSION,
  announceServer,
  findServer,
  formatOf,
  migrate,
  openDataFolder,
  sessionKeyOf,
  withdrawNotice,
  writeAdminSecret,
} from './index.ts';

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'stoa-folder-')), 'data')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** Permissions of a folder and of everything in it. */
const modesOf = (path: string) =>
  new Set(
    ['.', ...readdirSync(path, { recursive: true, encoding: 'utf8' })].map((name) =>
      (statSync(join(path, name)).mode & 0o777).toString(8),
    ),
  );

const code = (attempt: Promise<unknown>) => attempt.then(() => undefined, (error: { code?: string; message: string }) => error.code); // prettier-ignore

describe('a data folder', () => {
  it('is made for its owner alone, with its format', async () => {
    const { release } = await openDataFolder(folder, { mode: 'write' });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(formatOf(folder)).toBe(FORMAT_VERSION);
    await release();
  });

  it('is for its owner alone, with everything that is created in it, whatever the umask', async () => {
    const before = process.umask(0o022);
    const held = await openDataFolder(folder, { mode: 'write' });
    mkdirSync(held.files.readModels, { recursive: true });
    writeFileSync(join(held.files.readModels, 'control.sqlite'), '');
    announceServer(held, 'http://127.0.0.1:1');
    expect(modesOf(folder)).toEqual(new Set(['700', '600']));
    await held.release();
    process.umask(before);
  });

  it('is mended where a former version left it open to others, once', async () => {
    await (await openDataFolder(folder, { mode: 'write' })).release();
    const open = [folder, join(folder, 'events.sqlite'), join(folder, 'format.json')];
    for (const path of open) chmodSync(path, path === folder ? 0o755 : 0o644);
    const mended = await openDataFolder(folder, { mode: 'write' });
    expect(mended.tightened).toEqual({ mended: open.length, left: 0 });
    expect(modesOf(folder)).toEqual(new Set(['700', '600']));
    await mended.release();
    const again = await openDataFolder(folder, { mode: 'write' });
    expect(again.tightened).toEqual({ mended: 0, left: 0 });
    await again.release();
  });

  it('leaves alone what is not ours', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'notes.txt'), '');
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'notes.txt'), 0o644);
    for (const folderMode of [0o755, 0o700]) {
      await (await openDataFolder(folder, { mode: 'write' })).release();
      expect(statSync(join(folder, 'notes.txt')).mode & 0o777).toBe(0o644);
      // The first time it is a folder of somebody's in which ours begins, then it is ours.
      expect(statSync(folder).mode & 0o777).toBe(folderMode);
    }
  });

  it('has one writer; readers come and go', async () => {
    const first = await openDataFolder(folder, { mode: 'write' });
    expect(await code(openDataFolder(folder, { mode: 'write' }))).toBe('request-in-progress');
    await (await openDataFolder(folder, { mode: 'read' })).release();
    await first.release();
    await (await openDataFolder(folder, { mode: 'write' })).release();
  });

  it('is refused in words when it is of a newer format, and stays as it is', async () => {
    await (await openDataFolder(folder, { mode: 'write' })).release();
    writeFileSync(join(folder, 'format.json'), '{"version":99}');
    for (const mode of ['read', 'write'] as const)
      await expect(openDataFolder(folder, { mode })).rejects.toThrow(/format 99.*newer version/);
    expect(formatOf(folder)).toBe(99);
  });

  it('is migrated from an older format, step by step', async () => {
    mkdirSync(folder, { recursive: true });
    await SqliteEventStore.open(join(folder, 'events.sqlite')).close();
    expect(formatOf(folder)).toBe(0);
    const steps: number[] = [];
    const migrations = new Map([[0, () => void steps.push(0)], [1, () => void steps.push(1)]]); // prettier-ignore
    await migrate(folder, { migrations, target: 2 });
    expect({ steps, format: formatOf(folder) }).toEqual({ steps: [0, 1], format: 2 });
  });

  it('opens one that kept no account of its format', async () => {
    mkdirSync(folder, { recursive: true });
    await SqliteEventStore.open(join(folder, 'events.sqlite')).close();
    await (await openDataFolder(folder, { mode: 'write' })).release();
    expect(formatOf(folder)).toBe(FORMAT_VERSION);
  });

  it('is not made by a look', async () => {
    expect(await code(openDataFolder(folder, { mode: 'read' }))).toBe('not-found');
    expect(existsSync(folder)).toBe(false);
  });

  it('keeps a key of sessions for its owner alone, over restarts', async () => {
    const first = await openDataFolder(folder, { mode: 'write' });
    const key = sessionKeyOf(first);
    expect(key).toHaveLength(32);
    expect(statSync(first.files.sessionKey).mode & 0o777).toBe(0o600);
    await first.release();
    const second = await openDataFolder(folder, { mode: 'write' });
    expect(sessionKeyOf(second)).toEqual(key);
    writeFileSync(second.files.sessionKey, 'half a key');
    expect(() => sessionKeyOf(second)).toThrow(/delete it/);
    await second.release();
  });

  it('tells of its server only while one is alive', async () => {
    const held = await openDataFolder(folder, { mode: 'write' });
    const secret = writeAdminSecret(held);
    expect(statSync(held.files.adminSecret).mode & 0o777).toBe(0o600);
    expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    announceServer(held, 'http://127.0.0.1:1');
    expect(findServer(folder)).toEqual({ url: 'http://127.0.0.1:1', secret });
    await held.release();
    expect(findServer(folder)).toBeUndefined();
    withdrawNotice(held);
    expect(existsSync(held.files.server)).toBe(false);
  });
});
