import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TopicCreated } from '@stoa/contracts';
import { everything } from '@stoa/event-store/testing/stores';
import { derivedId } from '@stoa/kernel';
import { Sqlite } from '@stoa/sqlite';
import { backUp, filesOf, openDataFolder, type DataFolder } from './index.ts';

describe('a backup of a data folder', () => {
  let scratch: string;
  let folder: DataFolder;
  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'stoa-backup-'));
    folder = await openDataFolder(join(scratch, 'data'), { mode: 'write' });
  });
  afterEach(async () => {
    await folder.release();
    rmSync(scratch, { recursive: true });
  });
  const happen = async (count: number) => {
    for (let index = 0; index < count; index++) {
      const id = derivedId('backup', String(index), await folder.store.head());
      const meta = { commandId: id, bodyHash: '', occurredAt: '2026-03-02T10:00:00.000Z', correlationId: id };
      await folder.store.append(id, [{ ...TopicCreated({ topic: 'tea', name: 'Tea' }), id, meta }], 'no-stream');
    }
  };
  const to = () => join(scratch, 'backups/monday');

  it('is made while the folder is written, holds the log of one moment, and opens as a folder', async () => {
    await happen(20);
    const done = backUp(folder.path, to());
    await happen(5);
    expect(done).toMatchObject({ folder: to(), events: 20 });
    const restored = await openDataFolder(to(), { mode: 'write' });
    const logOf = async (store: DataFolder['store']) => (await everything(store)).map(({ position, id, stream, type, data, meta }) => ({ position, id, stream, type, data, meta })); // prettier-ignore
    const kept = await logOf(restored.store);
    await restored.release();
    expect(kept).toEqual((await logOf(folder.store)).slice(0, 20));
  });

  it('is for its owner alone, and holds neither secrets nor salts nor what can be rebuilt', async () => {
    mkdirSync(filesOf(folder.path).salts);
    mkdirSync(filesOf(folder.path).readModels);
    backUp(folder.path, to());
    expect(readdirSync(to()).sort()).toEqual(['events.sqlite', 'format.json']);
    expect([to(), join(to(), 'events.sqlite')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  it('is never written over what is there, and leaves nothing where it fails', async () => {
    mkdirSync(to(), { recursive: true });
    expect(() => backUp(folder.path, to())).toThrow('exists');
    rmSync(to(), { recursive: true });
    expect(() => backUp(join(scratch, 'none'), to())).toThrow('no events.sqlite');
    await happen(3);
    const log = new Sqlite(filesOf(folder.path).events);
    log.prepare('DELETE FROM event WHERE position = 2').run();
    log.close();
    expect(() => backUp(folder.path, to())).toThrow('2 events, and its last position is 3');
    expect(existsSync(to())).toBe(false);
    expect(readdirSync(join(scratch, 'backups'))).toEqual([]);
  });
});
