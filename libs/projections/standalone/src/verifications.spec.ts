import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { questionStream } from '@stoa/contracts';
import { openDataFolder, type DataFolder } from '@stoa/data-folder';
import { derivedId } from '@stoa/kernel';
import { Sqlite } from '@stoa/sqlite';
import { NOW, eventually, questionAsked, questionId } from '@stoa/testing';
import { StandaloneReadModels, openReadSide, type ReadSide } from './index.ts';

const quiet = { info: () => undefined, error: () => undefined };
const ids = ['one', 'two', 'three'].map((name) => derivedId('verification', name)) as [string, string, string];

describe('a verification at the server', () => {
  let path: string;
  let folder: DataFolder;
  let side: ReadSide;
  let models: StandaloneReadModels;

  async function open(): Promise<void> {
    folder = await openDataFolder(path, { mode: 'write' });
    side = await openReadSide(folder);
    models = new StandaloneReadModels(side, folder.files, quiet);
  }
  async function close(): Promise<void> {
    await models.stop();
    side.close();
    await folder.release();
  }
  async function ask(): Promise<void> {
    const id = derivedId('embedded', 'asked');
    const meta = { commandId: id, bodyHash: '', occurredAt: NOW, correlationId: id };
    const event = { ...questionAsked({ title: 'Is it so?' }), id, meta };
    const { position } = await folder.store.append(questionStream(questionId), [event], 'no-stream');
    await eventually(() => models.of('question-page').waitFor(position, questionId));
  }
  const ended = (name: string, id: string) =>
    eventually(
      () => {
        const status = models.verifications.status(name, id);
        expect(status.state).not.toBe('running');
        return status;
      },
      { timeout: 60_000 },
    );
  const verified = async (name: string, id: string) => {
    await models.verifications.start(name, id);
    return ended(name, id);
  };
  const left = () => (existsSync(folder.files.verification) ? readdirSync(folder.files.verification) : []);

  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'stoa-verifications-'));
    await open();
    await models.start();
  });
  afterEach(async () => {
    await close();
    rmSync(path, { recursive: true });
  });

  it('finds what is live equal to a fold of the log, an empty one too, and leaves nothing behind', async () => {
    expect(await verified('mentor-leaderboard', ids[0])).toMatchObject({ state: 'done', error: null, equal: true });
    await ask();
    const status = await verified('question-page', ids[1]);
    expect(status).toMatchObject({
      state: 'done',
      phase: 'done',
      generation: 1,
      equal: true,
      events: 1,
      ofEvents: 1,
      documents: 1,
    });
    expect(status.upTo).toBe(await folder.store.head());
    expect(status.tables).toContainEqual(expect.objectContaining({ table: 'question', rows: 1, equal: true }));
    expect(status.rows).toBe(status.tables.reduce((sum, { rows }) => sum + rows, 0));
    expect(left()).toEqual([]);
    expect(await side.registry.list('question-page')).toMatchObject([{ number: 1, state: 'live' }]);
  });

  it('tells the table of a row that was changed by hand', async () => {
    await ask();
    const live = new Sqlite(join(folder.files.readModels, 'question-page/1.sqlite'));
    live.exec(`UPDATE question SET title = 'Is it otherwise?'`);
    live.close();
    const { equal, tables } = await verified('question-page', ids[0]);
    expect(equal).toBe(false);
    expect(tables.filter((table) => !table.equal).map(({ table }) => table)).toEqual(['question']);
    expect(tables.every(({ live: one, folded, equal: same }) => same === (one === folded))).toBe(true);
  });

  it('runs once for one request, and for a read model one at a time', async () => {
    await ask();
    const asked = await Promise.allSettled(ids.map((id) => models.verifications.start('question-page', id)));
    expect(asked.map((result) => (result.status === 'fulfilled' ? 'begun' : result.reason.code)).sort()).toEqual(['begun', 'request-in-progress', 'request-in-progress']); // prettier-ignore
    const id = ids[asked.findIndex(({ status }) => status === 'fulfilled')]!;
    expect(await models.verifications.start('question-page', id)).toMatchObject({ id, repeated: true });
    expect(await models.verifications.start('access', derivedId('verification', 'beside'))).toMatchObject({ state: 'running' });
    expect(await ended('question-page', id)).toMatchObject({ state: 'done', equal: true });
    expect(() => models.verifications.status('access', id)).toThrow(/no verification/);
  });

  it('is cancelled with nothing left of it, and another one may begin', async () => {
    await ask();
    await models.verifications.start('question-page', ids[0]);
    expect(left()).toEqual([ids[0]]);
    expect(await models.verifications.cancel('question-page', ids[0])).toMatchObject({
      state: 'cancelled',
      equal: null,
      tables: [],
    });
    expect(left()).toEqual([]);
    expect(await models.verifications.cancel('question-page', ids[0])).toMatchObject({ state: 'cancelled' });
    expect(await verified('question-page', ids[1])).toMatchObject({ state: 'done', equal: true });
  });

  it('ends with the server, and one that a killed server left is removed at the next start', async () => {
    await ask();
    await models.verifications.start('question-page', ids[0]);
    await models.stop();
    expect(models.verifications.status('question-page', ids[0]).state).toBe('cancelled');
    expect(left()).toEqual([]);
    await expect(models.verifications.start('question-page', ids[1])).rejects.toMatchObject({ code: 'stopping' });
    side.close();
    await folder.release();
    mkdirSync(join(folder.files.verification, ids[0]), { recursive: true });
    await open();
    await models.start();
    expect(existsSync(folder.files.verification)).toBe(false);
  });

  it('is refused where what is live was built by other code', async () => {
    await close();
    const control = new Sqlite(join(path, 'read-models/control.sqlite'));
    control.prepare(`UPDATE generation SET hash = 'of other code' WHERE projection = 'question-page'`).run();
    control.close();
    await open();
    await expect(models.verifications.start('question-page', ids[0])).rejects.toMatchObject({ code: 'request-in-progress' });
    await expect(models.verifications.start('nothing', ids[0])).rejects.toMatchObject({ code: 'not-found' });
  });
});
