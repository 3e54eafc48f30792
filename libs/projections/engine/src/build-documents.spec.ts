import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal, type DocumentSetAside, type Generation, type Projection } from '@stoa/kernel';
import { SqliteGeneration, schemaOf } from '@stoa/projections-store';
import { applyBatch, WHOLE_LOG } from './apply-batch.ts';
import { buildDocuments } from './build-documents.ts';
import { idOf, NOW, questionAsked, questionEdited } from '@stoa/testing';
import { recorded } from './testing/recorded.ts';
import { titles } from './testing/sample-model.ts';

const html = { render: async (markdown: readonly string[]) => [...markdown] };
const folder = mkdtempSync(join(tmpdir(), 'stoa-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Questions, and a builder that fails for a document as a test says. */
async function questions(fail: (title: string) => void) {
  const documents = titles.documents!;
  const projection: Projection = {
    ...titles,
    documents: {
      ...documents,
      async build(keys, rows, source) {
        const built = await documents.build(keys, rows, source);
        for (const { body } of built.values()) fail((body as { title: string }).title);
        return built;
      },
    },
  };
  const file = join(mkdtempSync(join(folder, 'rows-')), '1.sqlite');
  const schema = await schemaOf(titles);
  SqliteGeneration.create(file, schema);
  const generation: Generation = SqliteGeneration.open(file, schema, 1);
  const aside: DocumentSetAside[] = [];
  let place = 0;
  const happen = async (name: string, title: string, event = place < NAMES.length ? questionAsked : questionEdited) => {
    const past = recorded({ ...event({ questionId: idOf(name), title }), occurredAt: NOW }, place++);
    const from = await generation.checkpoint(WHOLE_LOG);
    await applyBatch(projection, generation, WHOLE_LOG, from, [past], { marks: true });
  };
  for (const name of NAMES) await happen(name, name);
  const build = () => buildDocuments(projection, generation, html, { lazy: true, onSetAside: (found) => aside.push(...found) });
  const title = async (name: string) => {
    const found = await generation.document(idOf(name));
    return found && (JSON.parse(Buffer.from(found.body).toString()) as { title: string }).title;
  };
  const titlesOf = async () => (await Promise.all(NAMES.map(title))).map((found) => found ?? '-').join(' ');
  return { generation, aside, happen, build, title, titlesOf };
}
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const badly = (title: string) => {
  if (title.includes('bad')) throw new TypeError(`No ${title}`);
};

describe('a document that cannot be built', () => {
  it('is set aside by its key with its reason, and every other one is built', async () => {
    const { generation, happen, build, titlesOf, aside } = await questions(badly);
    await happen('c', 'bad c');
    await happen('f', 'bad f');
    await build();
    expect(await titlesOf()).toBe('a b - d e - g');
    const expected = ['c', 'f'].map((name) => ({ key: idOf(name), reason: `TypeError: No bad ${name}` }));
    const byKey = (one: DocumentSetAside, other: DocumentSetAside) => (one.key < other.key ? -1 : 1);
    expect(await generation.documentsSetAside(9)).toEqual(expected.toSorted(byKey));
    expect(aside.toSorted(byKey)).toEqual(expected.toSorted(byKey));
    expect(await generation.dirtyCount()).toBe(0);
    expect([await generation.isDirty(idOf('c')), await generation.isDirty(idOf('a'))]).toEqual([true, false]);
  });

  it('is not tried again until it changes, keeps what it was, and is whole again when it can be built', async () => {
    let attempts = 0;
    const { generation, happen, build, title, aside } = await questions((found) => {
      if (found.includes('bad')) attempts++;
      badly(found);
    });
    await build();
    await happen('c', 'bad c');
    await build();
    await build();
    expect([attempts, await title('c')]).toEqual([1, 'c']);
    await happen('c', 'worse: bad c');
    await build();
    expect([attempts, aside.length]).toEqual([2, 2]);
    expect(await generation.documentsSetAside(9)).toEqual([{ key: idOf('c'), reason: 'TypeError: No worse: bad c' }]);
    await happen('c', 'good c');
    await build();
    expect([await title('c'), await generation.documentsSetAside(9), await generation.isDirty(idOf('c'))]).toEqual([
      'good c',
      [],
      false,
    ]);
  });

  it('is tried again by other code, once', async () => {
    let mended = false;
    const { generation, happen, build, title } = await questions((found) => {
      if (!mended) badly(found);
    });
    const { keys } = titles.documents!;
    await generation.adoptDocuments('one', keys);
    await happen('c', 'bad c');
    await build();
    await generation.adoptDocuments('two', keys);
    await build();
    expect([await generation.dirtyCount(), (await generation.documentsSetAside(9)).length]).toEqual([0, 1]);
    mended = true;
    await generation.adoptDocuments('three', keys);
    await build();
    expect([await title('c'), await generation.documentsSetAside(9)]).toEqual(['bad c', []]);
  });

  it.each([
    ['the store is unavailable', new Refusal('storage-unavailable', 'The read store is unavailable.')],
    ['the disk is full', Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })],
    ['the connection is gone', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
    ['the server stops', Object.assign(new Error('terminating connection'), { code: '57P01' })],
  ])('is none where %s: nothing is set aside, and all is built later', async (_name, error) => {
    let isAway = true;
    const { generation, build, titlesOf } = await questions(() => {
      if (isAway) throw error;
    });
    await expect(build()).rejects.toBe(error);
    expect([await generation.documentsSetAside(9), await generation.dirtyCount()]).toEqual([[], NAMES.length]);
    isAway = false;
    await build();
    expect(await titlesOf()).toBe('a b c d e f g');
  });
});
