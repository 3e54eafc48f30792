import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from './data-folder.ts';
import { FolderProbe } from './folder-probe.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const full = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));

describe('whether a data folder can be written', () => {
  it('is found out by writing, and nothing is left of it', async () => {
    expect(await new FolderProbe(folder).check()).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a full disk is named, and its end is noticed', async () => {
    let [isFull, now, attempts] = [true, 0, 0];
    const attempt = () => (attempts++, isFull ? full() : Promise.resolve());
    const probe = new FolderProbe(folder, attempt, () => now);
    const named = 'The data folder cannot be written: no space is left on the device (ENOSPC).';
    expect(await Promise.all([probe.check(), probe.check()])).toEqual([named, named]);
    expect(attempts).toBe(1);
    isFull = false;
    now += 2000;
    expect(await probe.check()).toBeNull();
  });

  it('a folder that is gone cannot', async () => {
    expect(await new FolderProbe(join(folder, 'gone')).check()).toContain('cannot be written');
  });

  it('its health is that of its log too', async () => {
    const held = await openDataFolder(join(folder, 'data'), { mode: 'write' });
    expect(await held.health()).toBeNull();
    const event = { id: '294fd8d1-1fdf-41a5-959b-cb85c56531f4', type: 'T.v1', data: {}, meta: { occurredAt: '' } };
    const { db } = held.store as unknown as { db: { pragma(text: string): unknown } };
    // Written without a place to write to.
    db.pragma('query_only = ON');
    await expect(held.store.appendStored('stream', [event as never], 'no-stream')).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    expect(await held.health()).toMatch(/^events\.sqlite cannot be written: /);
    db.pragma('query_only = OFF');
    await held.store.appendStored('stream', [event as never], 'no-stream');
    expect(await held.health()).toBeNull();
    await held.release();
  });
});
