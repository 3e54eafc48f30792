import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { questionStream } from '@stoa/contracts';
import { openDataFolder, type DataFolder } from '@stoa/data-folder';
import { derivedId, type DomainEvent } from '@stoa/kernel';
import { Sqlite } from '@stoa/sqlite';
import { NOW, eventually, questionAsked, questionEdited, questionId } from '@stoa/testing';
import { StandaloneReadModels, openReadSide, type ReadSide } from './index.ts';

const quiet = { info: () => undefined, error: () => undefined };

describe('the read models of one process', () => {
  let path: string;
  let folder: DataFolder;
  let side: ReadSide;
  let models: StandaloneReadModels;
  let revision = -1;

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
  async function append(event: DomainEvent): Promise<string> {
    const id = derivedId('embedded', String(++revision));
    const meta = { commandId: id, bodyHash: '', occurredAt: NOW, correlationId: id };
    const expected = revision === 0 ? 'no-stream' : revision - 1;
    return (await folder.store.append(questionStream(questionId), [{ ...event, id, meta }], expected)).position;
  }
  const title = async () =>
    JSON.parse(Buffer.from((await models.of('question-page').document(questionId))!.body).toString()).question.title;
  const status = async (name: string) => (await models.statuses()).find((found) => found.name === name)!;

  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'stoa-embedded-'));
    revision = -1;
    await open();
    await append(questionAsked({ title: 'Revision 0' }));
  });
  afterEach(async () => {
    await close();
    rmSync(path, { recursive: true });
  });

  it('refuse a rebuild while they are being brought up, and a second one while one is set up', async () => {
    const started = models.start();
    await expect(models.rebuild('access', 'early')).rejects.toMatchObject({ code: 'request-in-progress' });
    await started;
    const asked = await Promise.allSettled(['one', 'two', 'three'].map((id) => models.rebuild('access', id)));
    expect(asked.map((result) => (result.status === 'fulfilled' ? 'begun' : result.reason.code)).sort()).toEqual([
      'begun',
      'request-in-progress',
      'request-in-progress',
    ]);
    await eventually(async () => expect(await status('access')).toMatchObject({ generation: 2, state: 'live' }));
  });

  it('begin a rebuild once, however often it is requested, and another one for another request', async () => {
    await models.start();
    expect(await models.rebuild('access', 'one')).not.toHaveProperty('repeated');
    expect(await models.rebuild('access', 'one')).toMatchObject({ id: 'one', generation: 2, repeated: true });
    await eventually(() => expect(models.rebuildStatus('access', 'one').state).toBe('done'));
    expect(await models.rebuild('access', 'one')).toMatchObject({ id: 'one', state: 'done', generation: 2, repeated: true });
    expect(await models.rebuild('access', 'two')).toMatchObject({ id: 'two', generation: 3 });
    await eventually(async () => expect(await status('access')).toMatchObject({ generation: 3, state: 'live' }));
  });

  it('serve what other code has built as it stands, until it is built anew', async () => {
    await models.start();
    expect(await title()).toBe('Revision 0');
    await close();
    const control = new Sqlite(join(path, 'read-models/control.sqlite'));
    control.prepare(`UPDATE generation SET hash = 'of other code' WHERE projection = 'question-page'`).run();
    control.close();
    await open();
    const position = await append(questionEdited({ title: 'Revision 1' }));
    await models.start();
    expect(['Revision 0', 'Revision 1']).toContain(await title());
    await models.of('question-page').waitFor(position, questionId);
    expect(await title()).toBe('Revision 1');
    expect(await status('question-page')).toMatchObject({ generation: 2, current: true, state: 'live' });
    const former = new Sqlite(join(path, 'read-models/question-page/1.sqlite'), { readonly: true });
    expect(former.prepare('SELECT title FROM question').pluck().all()).toEqual(['Revision 0']);
    former.close();
  });
});
