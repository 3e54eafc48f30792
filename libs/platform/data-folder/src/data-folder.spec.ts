import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

const code = (attempt: Promise<unknown>) => attempt.then(() => undefined, (error: { code?: string; message: string }) => error.code); // prettier-ignore

describe('a data folder', () => {
  it('is made for its owner alone, with its format', async () => {
    const { release } = await openDataFolder(folder, { mode: 'write' });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(formatOf(folder)).toBe(FORMAT_VERSION);
    await release();
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
    migrate(folder, new Map([[0, () => void steps.push(0)], [1, () => void steps.push(1)]]), 2); // prettier-ignore
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
