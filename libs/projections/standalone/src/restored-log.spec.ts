import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { questionStream } from '@stoa/contracts';
import { filesOf, openDataFolder, type DataFolder } from '@stoa/data-folder';
import { derivedId, type HtmlSource } from '@stoa/kernel';
import { Sqlite } from '@stoa/sqlite';
import { NOW, eventually, idOf, questionAsked } from '@stoa/testing';
import { StandaloneReadModels, catchUpOffline, openReadSide, rebuildOffline, type ReadSide } from './index.ts';

/** HTML that comes when a test lets it. */
function gate(html: HtmlSource): HtmlSource & { open(): void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { render: (markdown) => opened.then(() => html.render(markdown)), open: () => open() };
}

describe('read models over a log that is not the one they were made of', () => {
  let path: string;
  let folder: DataFolder;
  let side: ReadSide;
  let models: StandaloneReadModels;
  let errors: object[];

  async function open(through: (html: HtmlSource) => HtmlSource = (html) => html): Promise<void> {
    folder = await openDataFolder(path, { mode: 'write' });
    const opened = await openReadSide(folder);
    side = { ...opened, html: through(opened.html) };
    errors = [];
    models = new StandaloneReadModels(side, folder.files, { info: () => undefined, error: (fields) => void errors.push(fields) });
  }
  async function close(): Promise<void> {
    await models.stop();
    side.close();
    await folder.release();
  }
  /** Questions that are asked, each an event. */
  async function asked(...names: string[]): Promise<string> {
    let position = '';
    for (const name of names) {
      const questionId = idOf(name);
      const id = derivedId('restored', name);
      const meta = { commandId: id, bodyHash: '', occurredAt: NOW, correlationId: id };
      const event = { ...questionAsked({ questionId, title: name }), id, meta };
      ({ position } = await folder.store.append(questionStream(questionId), [event], 'no-stream'));
    }
    return position;
  }
  const page = (name: string) => models.of('question-page').document(idOf(name));
  const pages = async (...names: string[]) => {
    const found = await Promise.all(names.map(async (name) => ((await page(name)) ? [name] : [])));
    return found.flat();
  };
  const seen = (position: string, name: string) =>
    eventually(() => models.of('question-page').waitFor(position, idOf(name)), { timeout: 20_000 });
  const status = async (name = 'question-page') => (await models.statuses()).find((found) => found.name === name)!;
  const everyoneLive = () =>
    eventually(
      async () =>
        expect((await models.statuses()).map(({ state, position, head }) => [state, position === head])).toEqual(
          (await models.statuses()).map(() => ['live', true]),
        ),
      { timeout: 20_000 },
    );

  /** Serves these questions, and puts the log back to what it was after the first of them. */
  async function restoredAfter(first: readonly string[], lost: readonly string[]): Promise<void> {
    await open();
    await asked(...first);
    await models.start();
    await close();
    cpSync(filesOf(path).events, join(path, 'kept.sqlite'));
    await open();
    await models.start();
    await seen(await asked(...lost), lost.at(-1)!);
    await everyoneLive();
    await close();
    cpSync(join(path, 'kept.sqlite'), filesOf(path).events);
  }

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'stoa-restored-'));
  });
  afterEach(async () => {
    await close();
    rmSync(path, { recursive: true });
  });

  it('an older log: they say that they are degraded, serve what they have, and rebuild themselves from it', async () => {
    await restoredAfter(['a', 'b'], ['c', 'd']);
    let html: ReturnType<typeof gate> | undefined;
    await open((sound) => (html = gate(sound)));
    await models.start();
    expect(await status()).toMatchObject({ state: 'degraded', reason: expect.stringContaining('beyond the head of the log') });
    expect(await pages('a', 'b', 'c', 'd')).toEqual(['a', 'b', 'c', 'd']);
    expect(errors).toContainEqual({ projection: 'question-page', reason: expect.stringContaining('another log') });
    // What happens now is not taken for what they have, although its position is before their checkpoint.
    const position = await asked('e');
    await expect(models.of('question-page').waitFor(position)).rejects.toMatchObject({ code: 'projection-behind', position: '' });
    html!.open();
    await seen(position, 'e');
    expect(await pages('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'b', 'e']);
    await everyoneLive();
  });

  it('another log that is as long: the event at the checkpoint tells', async () => {
    await restoredAfter(['a', 'b'], ['c', 'd']);
    await open();
    await asked('x', 'y', 'z');
    await models.start();
    await seen(await folder.store.head(), 'z');
    await everyoneLive();
    expect(await pages('a', 'b', 'c', 'd', 'x', 'y', 'z')).toEqual(['a', 'b', 'x', 'y', 'z']);
    expect(await status()).toMatchObject({ generation: 2 });
  });

  it('the same log: nothing is rebuilt', async () => {
    await restoredAfter(['a', 'b'], ['c']);
    await open();
    await asked('c');
    await models.start();
    await everyoneLive();
    expect(await status()).toMatchObject({ generation: 1 });
    expect(errors).toEqual([]);
  });

  it('checkpoints of a former release, which name no event, are taken as they are, get one, and are still seen beyond the head', async () => {
    await restoredAfter(['a', 'b'], ['c', 'd']);
    const file = join(filesOf(path).readModels, 'question-page/1.sqlite');
    const named = () => {
      const db = new Sqlite(file, { readonly: true });
      const events = db.prepare('SELECT event FROM checkpoint_event').pluck().all();
      db.close();
      return events;
    };
    expect(named()).toEqual([derivedId('restored', 'd')]);
    const db = new Sqlite(file);
    db.exec('DROP TABLE checkpoint_event; DROP TABLE set_aside');
    db.close();
    await open();
    await asked('x', 'y');
    await models.start();
    expect(await status()).toMatchObject({ state: 'live', generation: 1, reason: null });
    await seen(await asked('z'), 'z');
    expect(named()).toEqual([derivedId('restored', 'z')]);
    await close();
    cpSync(join(path, 'kept.sqlite'), filesOf(path).events);
    await open();
    await models.start();
    await everyoneLive();
    expect(await status()).toMatchObject({ generation: 2 });
    expect(await pages('a', 'b', 'c', 'z')).toEqual(['a', 'b']);
  });

  it('a half built generation of it is not gone on with', async () => {
    await restoredAfter(['a', 'b'], ['c', 'd']);
    await open();
    const control = new Sqlite(join(filesOf(path).readModels, 'control.sqlite'));
    control.prepare(`UPDATE generation SET state = 'building' WHERE projection = 'question-page'`).run();
    control.close();
    await rebuildOffline(side, 'question-page');
    await models.start();
    expect(await pages('a', 'b', 'c')).toEqual(['a', 'b']);
  });

  it('a command that brings them up to the log builds them of it', async () => {
    await restoredAfter(['a', 'b'], ['c', 'd']);
    await open();
    await catchUpOffline(side, 'question-page');
    await models.start();
    expect(await pages('a', 'b', 'c')).toEqual(['a', 'b']);
    expect(await status()).toMatchObject({ state: 'live' });
  });
});
