import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { questionStream } from '@stoa/contracts';
import { openDataFolder, type DataFolder } from '@stoa/data-folder';
import { derivedId, type DomainEvent, type HashedProjection } from '@stoa/kernel';
import { Sqlite } from '@stoa/sqlite';
import { NOW, eventually, questionAsked, questionEdited, questionId } from '@stoa/testing';
import { StandaloneReadModels, openReadSide, type ReadSide } from './index.ts';

/** The same rows, and pages made by another formula. */
const shouting = (page: HashedProjection): HashedProjection => ({
  ...page,
  code: { ...page.code, documents: 'another formula' },
  documents: {
    ...page.documents!,
    async build(keys, rows, html) {
      const built = await page.documents!.build(keys, rows, html);
      const text = (body: object) => JSON.stringify(body).replace(/Revision/g, (word) => word.toUpperCase());
      return new Map(
        [...built].map(([key, document]) => [key, { ...document, body: JSON.parse(text(document.body)) as object }]),
      );
    },
  },
});

/** Counts what is read of the log from now on. */
function eventsRead({ store }: DataFolder): { events: number } {
  const read = { events: 0 };
  const subscribe = store.subscribe.bind(store);
  store.subscribe = (after, handle, onError) =>
    subscribe(
      after,
      (batch) => {
        read.events += batch.length;
        return handle(batch);
      },
      onError,
    );
  return read;
}

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
  /** Resolves when the page has seen a position, however long that takes here. */
  const seen = (position: string) => eventually(() => models.of('question-page').waitFor(position, questionId));
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

  it('build documents of other code again from the rows that are there: a new formula replays nothing', async () => {
    await models.start();
    const position = await append(questionEdited({ title: 'Revision 1' }));
    await seen(position);
    await close();
    await open();
    const page = side.projections.get('question-page')!;
    side = { ...side, projections: new Map([...side.projections, [page.name, shouting(page)]]) };
    models = new StandaloneReadModels(side, folder.files, quiet);
    const read = eventsRead(folder);
    await models.start();
    // Nobody waits for it: the document is up to its rows.
    await seen(position);
    await eventually(async () => expect(await title()).toBe('REVISION 1'));
    expect(await status('question-page')).toMatchObject({ generation: 1, current: true, documentsWaiting: 0, position });
    expect(await models.of('question-page').documentHead(questionId)).toBeDefined();
    expect(read.events).toBe(0);
    // The counter counts: what comes now is read, and built by the new formula.
    const next = await append(questionEdited({ title: 'Revision 2' }));
    await seen(next);
    expect(await title()).toBe('REVISION 2');
    expect(read.events).toBeGreaterThan(0);
  });

  it('open what code before the two hashes has left, serve it, and build it again once', async () => {
    await models.start();
    await close();
    const control = new Sqlite(join(path, 'read-models/control.sqlite'));
    control.prepare(`UPDATE generation SET hash = '0123456789abcdef0123456789abcdef'`).run();
    control.close();
    const left = new Sqlite(join(path, 'read-models/question-page/1.sqlite'));
    for (const table of ['outdated', 'built_by']) left.exec(`DROP TABLE ${table}`);
    left.close();
    await open();
    await models.start();
    expect(await title()).toBe('Revision 0');
    await eventually(async () => expect(await status('question-page')).toMatchObject({ generation: 2, current: true }));
    await close();
    await open();
    await models.start();
    expect(await status('question-page')).toMatchObject({ generation: 2, current: true });
    expect(await side.registry.list('question-page')).toHaveLength(2);
  });

  it('serve what other code has built unchanged, until it is rebuilt', async () => {
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
    await seen(position);
    expect(await title()).toBe('Revision 1');
    expect(await status('question-page')).toMatchObject({ generation: 2, current: true, state: 'live' });
    const former = new Sqlite(join(path, 'read-models/question-page/1.sqlite'), { readonly: true });
    expect(former.prepare('SELECT title FROM question').pluck().all()).toEqual(['Revision 0']);
    former.close();
  });
});
