import type { Mark } from '@stoa/kernel';
import { same, documentOf, textOf, about, commit, type Clause } from './clause.ts';
import { item } from '../sample-model.ts';

/** Stored documents and the marks that say which are to be built. */
export const documentClauses: readonly Clause[] = [
  about('a mark that was set again while its document was built remains', async (generation) => {
    const set = (from: string, to: string, lazy: boolean, partition = 'p') => commit(generation, from, to, { dirty: [{ key: 'd', lazy }] }, partition); // prettier-ignore
    const mark = async () => (await generation.dirty(9, { lazy: true }))[0] as Mark;
    await set('', '1', false);
    const first = await mark();
    // The same position in another partition is another setting too.
    await set('', '2', false, 'q');
    const second = await mark();
    await generation.settle([{ mark: first, document: documentOf('d', 'one') }]);
    same([await generation.isDirty('d'), textOf(await generation.document('d'))], [true, 'one']);
    await generation.settle([{ mark: second, document: documentOf('d', 'two') }]);
    same([await generation.isDirty('d'), await generation.dirtyCount()], [false, 0]);
    same(await generation.documentHead('d'), { etag: 'e-two', beside: null });
    await set('1', '3', true);
    same([await generation.dirty(9, { lazy: false }), (await generation.dirty(9, { lazy: true })).length], [[], 1]);
    await set('3', '4', false);
    await set('4', '5', true);
    same((await generation.dirty(9, { lazy: false })).length, 1);
    await generation.settle([{ mark: await mark(), document: undefined }]);
    same([await generation.document('d'), await generation.documentHead('d')], [undefined, undefined]);
  }),
  about('marks by way of a table, and of all that may exist', async (generation) => {
    await commit(generation, '', '1', { items: [item('x', { team: 't' }), item('x', { team: 'u', note: 'n' }), item('y', { team: 'v' })] }); // prettier-ignore
    const via = { table: 'item', where: 'id', key: 'team', values: ['x'] };
    const keys = async () => (await generation.dirty(9, { lazy: true })).map(({ key }) => key).sort().join(''); // prettier-ignore
    await commit(generation, '1', '2', { dirty: [{ key: 't', lazy: true }], dirtyVia: [{ ...via, also: {} }] });
    same([await keys(), (await generation.dirty(9, { lazy: false })).length], ['tu', 2]);
    for (const mark of await generation.dirty(9, { lazy: true }))
      await generation.settle([{ mark, document: documentOf(mark.key, 'b') }]);
    await commit(generation, '2', '3', { dirtyVia: [{ ...via, also: { note: 'n' } }] });
    same(await keys(), 'u');
    await commit(generation, '3', '4', { removed: [['u', 'x']] });
    await generation.dirtyAll({ table: 'item', column: 'team', always: ['s'] });
    same(await keys(), 'stuv');
  }),
  about('a document that is set aside waits until it is set again, and is none any more once it is built', async (generation) => {
    const set = (from: string, to: string, ...keys: string[]) => commit(generation, from, to, { dirty: keys.map((key) => ({ key, lazy: false })) }); // prettier-ignore
    const marks = () => generation.dirty(9, { lazy: true });
    const waiting = async () => (await marks()).map(({ key }) => key).sort().join(''); // prettier-ignore
    await set('', '1', 'd', 'e');
    const [d] = (await marks()).filter(({ key }) => key === 'd');
    await generation.setAside([{ mark: d!, reason: 'no\0body' }]);
    same([await waiting(), await generation.dirtyCount(), await generation.isDirty('d')], ['e', 1, true]);
    same(
      (await generation.documentsSetAside(9)).map(({ key, reason }) => [key, reason.slice(0, 2)]),
      [['d', 'no']],
    );
    same(await generation.documentsSetAside(0), []);
    await set('1', '2', 'd');
    same([await waiting(), (await generation.documentsSetAside(9)).length], ['de', 1]);
    await generation.settle([{ mark: d!, document: documentOf('d', 'old') }]);
    same([await waiting(), await generation.documentsSetAside(9)], ['de', []]);
  }),
  about('a document of other code that is set aside is not taken again before other code comes', async (generation) => {
    const keys = { table: 'item', column: 'team', always: ['site'] };
    await generation.adoptDocuments('one', keys);
    await generation.adoptDocuments('two', keys);
    const [site] = await generation.dirty(9, { lazy: true });
    await generation.setAside([{ mark: site!, reason: 'why' }]);
    same([await generation.dirty(9, { lazy: true }), await generation.dirtyCount()], [[], 0]);
    await generation.adoptDocuments('three', keys);
    same([(await generation.dirty(9, { lazy: true })).length, await generation.documentsSetAside(9)], [1, []]);
  }),
  about('documents that other code built are marked once, last of all, and count as up to their rows', async (generation) => {
    const keys = { table: 'item', column: 'team', always: ['site'] };
    const marked = async (lazy: boolean) => (await generation.dirty(9, { lazy })).map(({ key }) => key).sort().join(''); // prettier-ignore
    await commit(generation, '', '1', { items: [item('x', { team: 't' }), item('y', { team: 'u' })] });
    same([await generation.documentsHash(), await generation.adoptDocuments('old', keys)], [undefined, false]);
    same([await marked(true), await generation.documentsHash()], ['', 'old']);
    same([await generation.adoptDocuments('new', keys), await generation.adoptDocuments('new', keys)], [true, false]);
    same([await generation.documentsHash(), await generation.checkpoint('p')], ['new', '1']);
    same([await marked(false), await marked(true), await generation.dirtyCount()], ['', 'sitetu', 3]);
    same([await generation.isDirty('t'), await generation.snapshot((moment) => moment.dirtyKeys())], [false, ['site', 't', 'u']]);
    await commit(generation, '1', '2', { dirty: [{ key: 'u', lazy: true }] });
    same([await marked(true), await generation.isDirty('u')], ['u', true]);
    const [u] = await generation.dirty(9, { lazy: true });
    await generation.settle([{ mark: u!, document: documentOf('u', 'new') }]);
    same(await marked(true), 'sitet');
    const marks = await generation.dirty(9, { lazy: true });
    await commit(generation, '2', '3', { dirty: [{ key: 't', lazy: false }] });
    await generation.settle(marks.map((mark) => ({ mark, document: documentOf(mark.key, 'new') })));
    same([await marked(true), await generation.isDirty('t'), textOf(await generation.document('site'))], ['t', true, 'new']);
  }),
];
