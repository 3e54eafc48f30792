import { MOST_SUM, PASSED_OVER, canonicalJson, type Generation, type StoredDocument } from '@stoa/kernel';
import { by, same, refused, dumped, documentOf, textOf, about, commit, type Clause } from './clause.ts';
import { changes, item, score, type Item, type Score } from '../sample-model.ts';

/** Rows, sums and checkpoints of one generation. */
export const rowClauses: readonly Clause[] = [
  about('a committed row is read back whole: text, null, integers up to 2^53, booleans, JSON', async (generation) => {
    const rows = [
      item('full', { note: 'n', rank: 2 ** 53 - 1, done: true, tags: { b: [1, 'two', null], a: { z: false } } }),
      item('bare', { rank: -(2 ** 53 - 1), tags: null }),
    ];
    same(await commit(generation, '', '1', { items: rows }), true);
    same((await generation.load('item', [['a', 'full'], ['a', 'bare'], ['a', 'none'], ['b', 'full']])).sort(by('id') as never), [rows[1], rows[0]]); // prettier-ignore
    await commit(generation, '1', '2', { items: [item('full', { note: null })] });
    same(await generation.load('item', [['a', 'full']]), [item('full')]);
  }),
  about('composite keys are matched whole, and nothing asked is nothing given', async (generation) => {
    const rows = ['a', 'b'].flatMap((team) => ['1', '2'].map((id) => item(id, { team })));
    await commit(generation, '', '1', { items: rows });
    same(
      (await generation.load('item', [['a', '2'], ['b', '1']])).map((row) => (row as Item).team + (row as Item).id).sort(), // prettier-ignore
      ['a2', 'b1'],
    );
    same([await generation.load('item', []), await generation.loadGroups('item', []), await generation.among('item', 'id', [])], [[], [], []]); // prettier-ignore
    same((await generation.loadGroups('item', ['b', 'c'])).length, 2);
    same((await generation.among<Item>('item', 'id', ['1'])).map(({ team }) => team).sort(), ['a', 'b']);
  }),
  about('a commit from another position than the checkpoint gives false and writes nothing', async (generation) => {
    same(await commit(generation, '', '5', { items: [item('x')], dirty: [{ key: 'd', lazy: false }] }), true);
    for (const from of ['', '4', '6']) {
      same(await commit(generation, from, '7', { items: [item('y')], scores: [score('s', 1)], dirty: [{ key: 'e', lazy: false }] }), false); // prettier-ignore
      same([await generation.checkpoint('p'), await generation.dirtyCount()], ['5', 1]);
    }
    same([(await dumped(generation, 'item')).length, await dumped(generation, 'score')], [1, []]);
    same(await commit(generation, '5', '7', { items: [item('y')] }), true);
  }),
  about('a commit that fails writes nothing, and the next one goes on', async (generation) => {
    await commit(generation, '', '1', { items: [item('x')] });
    await refused(commit(generation, '1', '2', { items: [item('y'), item('z', { rank: null as unknown as number })] }));
    same([await generation.checkpoint('p'), (await dumped(generation, 'item')).length], ['1', 1]);
    same(await commit(generation, '1', '2', { items: [item('y')] }), true);
  }),
  about('every partition has its own checkpoint', async (generation) => {
    await commit(generation, '', '3', {}, 'p');
    await commit(generation, '', '9', {}, 'q');
    same([...(await generation.checkpoints())].sort(), [['p', '3'], ['q', '9']]); // prettier-ignore
    same([await generation.checkpoint('p'), await generation.checkpoint('other')], ['3', '']);
  }),
  about('a checkpoint names the event that its commit named, until it is moved without one', async (generation) => {
    const places = async () => [...(await generation.places())].sort(([one], [other]) => (one < other ? -1 : 1));
    same(await generation.commit('p', '', '1', changes({}), 'first'), true);
    same(await generation.commit('q', '', '7', changes({})), true);
    same(await places(), [['p', { position: '1', eventId: 'first' }], ['q', { position: '7', eventId: undefined }]]); // prettier-ignore
    same(await generation.commit('p', '', '2', changes({}), 'nobody'), false);
    same(await generation.commit('p', '1', '2', changes({}), 'second'), true);
    same((await places())[0], ['p', { position: '2', eventId: 'second' }]);
    same(await generation.commit('p', '2', '3', changes({})), true);
    same((await places())[0], ['p', { position: '3', eventId: undefined }]);
  }),
  about('of two commits from one position at the same time one succeeds', async (generation, again) => {
    const other = await again();
    for (let round = 0; round < 5; round++) {
      const [from, to] = [round === 0 ? '' : String(round), String(round + 1)];
      const outcomes = await Promise.all(
        [generation, other].map((writer) => commit(writer, from, to, { scores: [score('s', 1)] })),
      );
      same(outcomes.sort(), [false, true]);
    }
    same(await dumped(generation, 'score'), ['{"board":"b","games":0,"points":5,"who":"s"}']);
  }),
  about('a removed row is gone, and may come again in the same batch', async (generation) => {
    await commit(generation, '', '1', { items: [item('x', { rank: 1 }), item('y')] });
    await commit(generation, '1', '2', { removed: [['a', 'x'], ['a', 'y']], items: [item('x', { rank: 2 })] }); // prettier-ignore
    same(await generation.load('item', [['a', 'x'], ['a', 'y']]), [item('x', { rank: 2 })]); // prettier-ignore
  }),
  about('sums add up over all partitions; a row whose numbers are all zero is absent', async (generation) => {
    await commit(generation, '', '1', { scores: [score('s', 2, 1), score('t', 1)] }, 'p');
    await commit(generation, '', '1', { scores: [score('s', 3, -1), score('t', -1)] }, 'q');
    same(await dumped(generation, 'score'), ['{"board":"b","games":0,"points":5,"who":"s"}']);
    await commit(generation, '1', '2', { scores: [score('s', -5)] }, 'q');
    same(await dumped(generation, 'score'), []);
    await commit(generation, '2', '3', { scores: [score('s', 4)] }, 'q');
    same(await dumped(generation, 'score'), ['{"board":"b","games":0,"points":4,"who":"s"}']);
  }),
  about(
    'a sum stops at 1e15 and at its negative, alone and added up with others; from there it comes back',
    async (generation) => {
      const points = async () => (await generation.first<Score>('score', { board: 'b' }, ['who'], 9)).map((row) => row.points);
      for (const [from, to] of [
        ['', '1'],
        ['1', '2'],
        ['2', '3'],
      ] as const)
        await commit(generation, from, to, { scores: [score('s', MOST_SUM - 1, 1), score('t', 1 - MOST_SUM, 1)] });
      same(await points(), [MOST_SUM, -MOST_SUM]);
      await commit(generation, '3', '4', { scores: [score('s', -7), score('t', 7), score('u', MOST_SUM, 1)] });
      same(await points(), [MOST_SUM - 7, 7 - MOST_SUM, MOST_SUM]);
      const added = { sums: ['points'], where: { who: ['s', 'u'] } } as const;
      same(await generation.aggregate<Score>('score', added), [{ points: MOST_SUM }]);
    },
  ),
  about('a sum that was stored without that bound is read as 1e15, alone, in a dump and added up', async (generation) => {
    const beyond = 2 ** 53 + 2;
    await commit(generation, '', '1', { scores: [score('s', beyond, 1), score('t', -beyond), score('u', 1)] });
    const [most, least] = [score('s', MOST_SUM, 1), score('t', -MOST_SUM)];
    same(await generation.first<Score>('score', { board: 'b' }, ['who'], 9), [most, least, score('u', 1)]);
    same(await generation.load('score', [['b', 's']]), [most]); // prettier-ignore
    same(await dumped(generation, 'score'), [most, least, score('u', 1)].map(canonicalJson));
    same(await generation.aggregate<Score>('score', { sums: ['points'], where: { who: ['s', 'u'] } }), [{ points: MOST_SUM }]);
    await commit(generation, '1', '2', { scores: [score('s', 1)] });
    same(await generation.load('score', [['b', 's']]), [most]); // prettier-ignore
  }),
  about(
    'events that were passed over are counted with the checkpoint, over all partitions, and no part of a dump',
    async (generation) => {
      const passedOver = [{ type: 'Praised.v1', events: 2 }];
      await commit(generation, '', '1', { passedOver }, 'p');
      await commit(generation, '', '1', { passedOver }, 'q');
      same(await commit(generation, '', '2', { passedOver }, 'q'), false);
      same(await generation.first(PASSED_OVER, {}, ['type'], 9), [{ type: 'Praised.v1', events: 4 }]);
      same([await dumped(generation, 'item'), await dumped(generation, 'score')], [[], []]);
    },
  ),
  about('writers of the same sums and marks in any order all get through', async (generation, again) => {
    const writers = await Promise.all(Array.from({ length: 4 }, again));
    const names = Array.from({ length: 30 }, (_, index) => `w${index}`);
    await Promise.all(
      writers.map(async (writer, index) => {
        const mine = index % 2 ? [...names].reverse() : names;
        for (let batch = 0; batch < 12; batch++) {
          const [from, to] = [batch === 0 ? '' : String(batch), String(batch + 1)];
          // The first half gives what the second half takes back.
          const scores = mine.map((who) => score(who, batch < 6 ? 1 : -1, batch === 11 && who === 'w7' ? 1 : 0));
          const dirty = mine.map((key) => ({ key, lazy: true }));
          same(await commit(writer, from, to, { scores, dirty }, `p${index}`), true);
        }
      }),
    );
    same(await dumped(generation, 'score'), ['{"board":"b","games":4,"points":0,"who":"w7"}']);
    same(await generation.dirtyCount(), 30);
  }),
  about('the first rows come in the order asked for, on from a row, null before all else', async (generation) => {
    const rows = [item('p', { rank: 3 }), item('q', { rank: 1, note: 'n' }), item('r', { rank: 2, done: true }), item('s', { rank: 2 })]; // prettier-ignore
    await commit(generation, '', '1', { items: rows });
    await generation.buildIndexes();
    await generation.buildIndexes();
    const ids = async (...query: Parameters<Generation['first']>) => (await generation.first<Item>(...query)).map(({ id }) => id).join(''); // prettier-ignore
    same(await ids('item', {}, ['rank', 'id'], 3), 'qrs');
    same(await ids('item', { done: false }, ['-rank', '-id'], 2), 'ps');
    same(await ids('item', { done: false }, ['-rank', '-id'], 9, ['3', 'p']), 'sq');
    same(await ids('item', { team: 'a' }, ['-rank', 'id'], 9), 'prsq');
    same(await ids('item', {}, ['note', 'id'], 9), 'prsq');
    same(await ids('item', {}, ['-note', '-id'], 9), 'qsrp');
    same(await ids('item', { team: 'none' }, ['id'], 9), '');
    await refused(generation.first('item', { 'id" OR 1=1 --': 'x' }, ['id'], 1));
    await refused(generation.among('item', 'none', ['x']));
  }),
  about('sums are added up by group, where columns fit, in the order asked for', async (generation) => {
    const scores = ['a', 'b', 'c'].flatMap((board) => ['1', '2', 'é', '😀'].map((who, index) => ({ ...score(who, index + 1, 1), board }))); // prettier-ignore
    await commit(generation, '', '1', { scores });
    const sums = ['points', 'games'] as const;
    const ask = (query: object) => generation.aggregate<Score>('score', { sums, ...query });
    same(await ask({}), [{ points: 30, games: 12 }]);
    same(await ask({ where: { board: 'none' } }), [{ points: 0, games: 0 }]);
    same(await ask({ where: { board: 'none' }, groupBy: ['board'] }), []);
    same(await ask({ where: { board: 'a', who: ['1', '2', 'none'] } }), [{ points: 3, games: 2 }]);
    same(await ask({ where: { who: [] } }), [{ points: 0, games: 0 }]);
    await commit(generation, '', '1', { items: [item('1'), item('2', { done: true }), item('3', { team: 'z' })] }, 'items');
    const openItems = (done: boolean) =>
      generation.aggregate<Item>('item', { where: { team: 'a', done }, groupBy: ['id', 'team'], sums: [], order: ['id'] });
    same([await openItems(false), await openItems(true)], [[{ id: '1', team: 'a' }], [{ id: '2', team: 'a' }]]);
    same(await ask({ where: { who: { from: '2', before: 'é' } }, groupBy: ['who'] }), [{ who: '2', points: 6, games: 3 }]);
    same(await ask({ where: { who: { from: 'é' } }, groupBy: ['who'], order: ['who'], sums: ['games'] }), [{ who: 'é', games: 3 }, { who: '😀', games: 3 }]); // prettier-ignore
    same(await ask({ groupBy: ['who'], order: ['-points'], limit: 2, offset: 1, sums: ['points'] }), [{ who: 'é', points: 9 }, { who: '2', points: 6 }]); // prettier-ignore
    same((await ask({ groupBy: ['board', 'who'], order: ['-games', '-board', 'who'], limit: 5 })).map((row) => Object.values(row).slice(0, 2).join('')), ['c1', 'c2', 'cé', 'c😀', 'b1']); // prettier-ignore
    same(await generation.snapshot((moment) => moment.aggregate<Score>('score', { sums: ['games'] })), [{ games: 12 }]);
    same(await ask({ where: { board: 'a' }, groupBy: ['who'], order: ['-points'], limit: 1, counted: true }), [{ who: '😀', points: 4, games: 1, groups: 4 }]); // prettier-ignore
    await commit(generation, '1', '2', {
      scores: [
        { ...score('1', -1), board: 'a' },
        { ...score('2', -2, -1), board: 'a' },
      ],
    });
    same(await ask({ where: { board: 'a' }, groupBy: ['who'], order: ['who'], limit: 1, counted: true, someOf: ['points', 'games'] }), [{ who: '1', points: 0, games: 1, groups: 3 }]); // prettier-ignore
    same(
      (await ask({ where: { board: 'a' }, groupBy: ['who'], someOf: ['points'], order: ['who'] })).map(({ who }) => who),
      ['é', '😀'],
    );
    for (const wrong of [
      { someOf: ['who'] },
      { where: { 'who" OR 1=1 --': 'x' } },
      { groupBy: ['none'] },
      { sums: ['who'] },
      { order: ['who'] },
    ])
      await refused(ask(wrong));
  }),
  about('a snapshot is one moment, whatever is written meanwhile', async (generation) => {
    await commit(generation, '', '1', { items: [item('x')], dirty: [{ key: 'd', lazy: false }] });
    const seen = await generation.snapshot(async (moment) => {
      const look = async () => [await moment.checkpoint('p'), await moment.checkpoint('q'), await moment.dirtyKeys(), await dumped(moment, 'item'), (await moment.among('item', 'team', ['a'])).length, (await moment.first('item', {}, ['id'], 9)).length]; // prettier-ignore
      const before = await look();
      await commit(generation, '1', '2', { items: [item('y')], dirty: [{ key: 'e', lazy: false }] });
      return [before, await look()];
    });
    same(seen[1], seen[0]);
    same(await generation.checkpoint('p'), '2');
    same(await generation.snapshot((moment) => moment.checkpoint('p')), '2');
    await refused(generation.snapshot(() => Promise.reject(new Error('the builder failed'))));
    same(await generation.snapshot((moment) => moment.checkpoint('p')), '2');
  }),
  about('a dump is canonical, in the order of the keys’ UTF-8 bytes', async (generation) => {
    const ids = ['z', 'Z', 'é', '\uffee', '😀', 'a b', 'a', '', '_', '~'];
    await commit(generation, '', '1', { items: ids.map((id) => item(id, { tags: { b: 1, a: id } })) });
    const inBytes = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    same(
      (await dumped(generation, 'item')).map((line) => (JSON.parse(line) as Item).id),
      inBytes,
    );
    same((await dumped(generation, 'item'))[0], '{"done":false,"id":"","note":null,"rank":1,"tags":{"a":"","b":1},"team":"a"}');
    await generation.settle([...ids.entries()].map(([index, key]) => ({ mark: { key, version: '0' }, document: documentOf(key, String(index)) }))); // prettier-ignore
    const documents = (await dumped(generation, 'document')).map((line) => JSON.parse(line) as StoredDocument);
    same([documents.map(({ key }) => key), Object.keys(documents[0]!)], [inBytes, ['beside', 'etag', 'key']]);
  }),
  about('hostile text comes back as it was', async (generation) => {
    const hostile = [`it's "quoted"`, 'back\\slash \\\\ \\n', '{a,b,"c"}', 'NULL', '{}', '', ' ', '\r\n\t\u0001\u001e\u007f', '\u2028\ufeff\uffff', '👩‍👩‍👧‍👦 e\u0301', "'; DROP TABLE item; --", '$1 $$x$$', 'x'.repeat(3_000_000)]; // prettier-ignore
    const rows = hostile.map((text, index) => item(String(index).padStart(2, '0'), { note: text, tags: [text] }));
    await commit(generation, '', '1', { items: rows });
    same((await generation.loadGroups('item', ['a'])).sort(by('id') as never), rows);
    const keyed = hostile.slice(0, -1).map((text) => item(text, { team: 'keyed' }));
    await commit(generation, '1', '2', { items: keyed, dirty: keyed.map(({ id }) => ({ key: id, lazy: false })) });
    same((await generation.load('item', keyed.map(({ team, id }) => [team, id]))).length, keyed.length); // prettier-ignore
    same((await generation.among('item', 'id', keyed.map(({ id }) => id))).length, keyed.length); // prettier-ignore
    same((await generation.dirty(99, { lazy: false })).map(({ key }) => key).sort(), keyed.map(({ id }) => id).sort()); // prettier-ignore
    await generation.settle([{ mark: { key: hostile[0]!, version: '' }, document: { ...documentOf(hostile[0]!, '\\x00"\0'), etag: 'e', beside: hostile[1]! } }]); // prettier-ignore
    same([textOf(await generation.document(hostile[0]!)), (await generation.documentHead(hostile[0]!))?.beside], ['\\x00"\0', hostile[1]!]); // prettier-ignore
  }),
];
