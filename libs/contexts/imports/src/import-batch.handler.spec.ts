import {
  answerStream,
  handleStream,
  mentorIdOf,
  mentorStream,
  questionStream,
  ratingStream,
  slugStream,
  MentorRegistered,
  QuestionAsked,
  newestTypeOf,
  type ImportItem,
} from '@stoa/contracts';
import { derivedId, type EventStore } from '@stoa/kernel';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { ImportBatchHandler } from './import-batch.handler.ts';

const SOURCE = 'another site';
const at = t.NOW;
const [member, author] = [7, 8].map((id) => ({ kind: 'user', id: `${id}` })) as [
  { kind: string; id: string },
  { kind: string; id: string },
];
const idOf = (kind: string, id: string) => derivedId(SOURCE, kind, id);
const displayName = 'Ada Lindqvist';
const people: ImportItem[] = [
  { kind: 'member', at, member, displayName },
  { kind: 'member', at, member: author, displayName: 'Ben Okafor' },
  { kind: 'mentor', at, member: author, displayName: 'Ben Okafor', number: '8', bio: '' },
];
const question: ImportItem = {
  kind: 'question',
  at,
  question: '1',
  by: member,
  displayName,
  title: 'Same title',
  body: '',
  topics: ['Tea'],
};
const answer: ImportItem = { kind: 'answer', at, question: '1', answer: '2', by: author, displayName: 'Ben Okafor', body: 'So.' };
const all = [...people, question, answer];

const send = (store: EventStore, items: readonly ImportItem[], handler = new ImportBatchHandler(store)) =>
  handler.execute(t.importBatch({ items: [...items] }));
const answered = async () => {
  const store = await stores.storeWith();
  await send(store, all);
  return store;
};

it('writes what happened, on behalf of who did it, and says how much is new', async () => {
  const store = await stores.storeWith();
  expect(await send(store, all)).toMatchObject({ imported: 8, alreadyThere: 0, position: await store.head() });
  const events = await stores.everything(store);
  const asked = events.find(({ type }) => type === QuestionAsked.type);
  expect(asked).toMatchObject({
    stream: questionStream(idOf('post', '1')),
    data: { slug: 'same-title', askerId: idOf('user', '7'), topics: ['tea'] },
    meta: { principal: idOf('user', '7'), occurredAt: at },
  });
  expect(await send(store, all)).toMatchObject({ imported: 0, position: await store.head() });
  expect(await stores.everything(store)).toHaveLength(8);
});

it('goes on in a later batch from what it finds, also in another process', async () => {
  const store = await answered();
  const row = '30';
  const later: ImportItem[] = [
    { kind: 'answer-edit', at, question: '1', answer: '2', row, body: 'So, and more.' },
    { kind: 'question-edit', at, question: '1', row: '31', by: author, text: { title: 'Other', body: '' }, retag: { topics: ['Cups'], former: ['tea'] } }, // prettier-ignore
    { kind: 'close', at, question: '1', row: '32', reason: 'Done' },
    { kind: 'reopen', at, question: '1', row: '33' },
    { kind: 'accept', at, question: '1', answer: '2' },
    { kind: 'rating', at, question: '1', answer: '2', vote: '9', helpful: true },
    { kind: 'answer', at, question: '1', answer: '3', by: author, displayName: 'Ben Okafor', body: 'Again.' },
  ];
  expect(await send(store, later)).toMatchObject({ imported: 9 });
  const revised = (await store.read(answerStream(idOf('post', '2'))))[1];
  expect(revised?.data).toMatchObject({ editorId: idOf('editor', row), memberId: idOf('user', '8') });
  expect(revised?.meta.principal).toBeUndefined();
  expect(await stores.typesIn(store, questionStream(idOf('post', '1')))).toEqual(
    ['QuestionAsked', 'QuestionEdited', 'QuestionRetagged', 'QuestionClosed', 'QuestionReopened', 'AnswerAccepted'].map((type) => newestTypeOf(`${type}.v1`)), // prettier-ignore
  );
  const [other] = await store.read(answerStream(idOf('post', '3')));
  expect(other?.data).toMatchObject({ handle: 'ben-okafor' });
  expect(await send(store, later)).toMatchObject({ imported: 0 });
});

describe('names that others have', () => {
  const holding = (stream: typeof slugStream, event: Parameters<typeof stores.storeWith>[0]) =>
    stores.storeWith(event, ...(stream === slugStream ? [t.questionAsked()] : [t.mentorRegistered()]));

  it('a slug goes to the next candidate', async () => {
    const store = await holding(slugStream, t.slugReserved({ slug: 'same-title' }));
    await send(store, all);
    const slug = `same-title-${idOf('post', '1').slice(0, 6)}`;
    expect((await store.read(questionStream(idOf('post', '1'))))[0]?.data).toMatchObject({ slug });
    expect(await store.read(slugStream('same-title'))).toHaveLength(1);
  });

  it('a handle too', async () => {
    const store = await holding(handleStream, t.handleReserved({ handle: 'ben-okafor' }));
    await send(store, all);
    const mentor = mentorStream(mentorIdOf(idOf('user', '8')));
    expect((await store.read(mentor))[0]?.data).toMatchObject({ handle: 'ben-okafor-8' });
  });

  it('a reserved handle is given to nobody', async () => {
    const store = await stores.storeWith();
    const named = { member: { kind: 'user', id: '8' }, displayName: 'Admin' };
    await send(store, [
      { kind: 'member', at, ...named },
      { kind: 'mentor', at, ...named, number: '8', bio: '' },
    ]);
    const mentor = mentorStream(mentorIdOf(idOf('user', '8')));
    expect((await store.read(mentor))[0]?.data).toMatchObject({ handle: 'admin-8' });
  });

  it('equal names in one batch always go to the first item', async () => {
    const third = { kind: 'user', id: '9' };
    const twins: ImportItem[] = [
      { kind: 'member', at, member: third, displayName: 'Ben Okafor' },
      { kind: 'mentor', at, member: third, displayName: 'Ben Okafor', number: '9', bio: '' },
    ];
    for (let round = 0; round < 5; round++) {
      const store = await stores.storeWith();
      await send(store, [...people, ...twins, question, { ...question, question: '5' }]);
      const handles = (await stores.everything(store)).flatMap(({ type, data }) =>
        type === MentorRegistered.type ? [(data as { handle: string }).handle] : [],
      );
      expect(handles.sort()).toEqual(['ben-okafor', 'ben-okafor-9']);
      expect((await store.read(questionStream(idOf('post', '1'))))[0]?.data).toMatchObject({ slug: 'same-title' });
    }
  });
});

describe('beside people who go on using the site', () => {
  it('goes to the end of a stream that they moved on', async () => {
    const store = await answered();
    const stream = answerStream(idOf('post', '2'));
    const live = { ...t.answerRevised({ answerId: idOf('post', '2'), questionId: idOf('post', '1'), body: 'Live.' }) };
    const meta = { commandId: t.idOf('live'), bodyHash: '', occurredAt: at, correlationId: 'test' };
    await store.append(stream, [{ ...live, id: t.idOf('live edit'), meta }], 0);
    await send(store, [{ kind: 'answer-edit', at, question: '1', answer: '2', row: '30', body: 'Imported.' }]);
    expect((await store.read(stream)).map(({ data }) => (data as { body: string }).body)).toEqual(['So.', 'Live.', 'Imported.']);
  });

  it('leaves an acceptance as it is', async () => {
    const store = await answered();
    const accepted = { ...t.answerAccepted({ questionId: idOf('post', '1'), answerId: idOf('post', '2') }) };
    const meta = { commandId: t.idOf('live'), bodyHash: '', occurredAt: at, correlationId: 'test' };
    await store.append(questionStream(idOf('post', '1')), [{ ...accepted, id: t.idOf('live'), meta }], 0);
    expect(await send(store, [{ kind: 'accept', at, question: '1', answer: '2' }])).toMatchObject({ imported: 0 });
  });

  it('of two acceptances in one batch the first counts', async () => {
    const store = await answered();
    await send(store, [{ ...answer, answer: '3' } as ImportItem]);
    const accepts = ['2', '3'].map((id): ImportItem => ({ kind: 'accept', at, question: '1', answer: id }));
    expect(await send(store, accepts)).toMatchObject({ imported: 1 });
  });
});

describe('a batch that is refused leaves no event', () => {
  const deep = '> '.repeat(200) + 'deep';
  const rating: ImportItem = { kind: 'rating', at, question: '1', answer: '2', vote: '9', helpful: true };
  it.each<[string, ImportItem[], string, string]>([
    ['an answer before its question', [...people, answer, question], '/items/3/question', 'missing'],
    ['an answer by nobody', [people[0]!, question, answer], '/items/2/by', 'missing'],
    ['a question by nobody', [question], '/items/0/by', 'missing'],
    ['a mentor who is no member', [people[2]!], '/items/0/member', 'missing'],
    ['a rating of nothing', [...people, rating], '/items/3/question', 'missing'],
    ['a rating of an answer to another question', [...all, { ...question, question: '5' }, { ...rating, question: '5' } as ImportItem], '/items/6/answer', 'missing'], // prettier-ignore
    ['an answer under the id of a question', [...people, question, { ...answer, answer: '1' } as ImportItem], '/items/4/answer', 'other-kind'], // prettier-ignore
    [
      'a question under the id of an answer',
      [...all, { ...question, question: '2' } as ImportItem],
      '/items/5/question',
      'other-kind',
    ],
    ['an acceptance of no answer', [...people, question, { kind: 'accept', at, question: '1', answer: '2' }], '/items/4/answer', 'missing'], // prettier-ignore
    ['an edit of a question that is an answer', [...all, { kind: 'close', at, question: '2', row: '1', reason: 'x' }], '/items/5/question', 'missing'], // prettier-ignore
    ['a body that cannot be rendered', [...people, { ...question, body: deep } as ImportItem], '/items/3/body', 'too-deep'],
    ['a bio that cannot be rendered', [people[1]!, { ...people[2]!, bio: deep } as ImportItem], '/items/1/bio', 'too-deep'],
    ['an edit that cannot be rendered', [...all, { kind: 'question-edit', at, question: '1', row: '1', text: { title: 'x', body: deep } }], '/items/5/text/body', 'too-deep'], // prettier-ignore
  ])('%s', async (_what, items, pointer, code) => {
    const store = await stores.storeWith();
    const refused = { code: 'validation-failed', errors: [{ pointer, code }] };
    await expect(send(store, items)).rejects.toMatchObject(refused);
    expect(await store.head()).toBe('');
  });

  it('an answer that is to another question in the store', async () => {
    const store = await answered();
    await send(store, [{ ...question, question: '5' } as ImportItem]);
    const head = await store.head();
    const moved = { ...answer, question: '5' } as ImportItem;
    await expect(send(store, [moved])).rejects.toMatchObject({ errors: [{ pointer: '/items/0/question' }] });
    expect(await store.head()).toBe(head);
  });

  it('names twenty errors at most', async () => {
    const items = Array.from({ length: 50 }, (): ImportItem => rating);
    await expect(send(await stores.storeWith(), items)).rejects.toMatchObject({ errors: { length: 20 } });
  });

  it('is for admins', async () => {
    const store = await stores.storeWith();
    const command = t.importBatch({}, { by: t.moderator });
    await expect(new ImportBatchHandler(store).execute(command)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('a vote that was turned is rated otherwise, also in a store that takes the same event id for a retry', async () => {
  const rating = (helpful: boolean): ImportItem => ({ kind: 'rating', at, question: '1', answer: '2', vote: '9', helpful });
  const store = retrying(await answered());
  const stream = ratingStream(idOf('post', '2'), idOf('vote', '9'));
  const values = async () => (await store.read(stream)).map(({ data }) => (data as { value: string }).value);
  for (const helpful of [true, false, true]) await send(store, [rating(helpful)]);
  expect(await values()).toEqual(['helpful', 'not-helpful', 'helpful']);
});

/** As EventStoreDB does: an append that begins a stream with the event with which it begins is accepted, and writes nothing. */
function retrying(store: EventStore): EventStore {
  const like = Object.create(store) as EventStore;
  like.append = async (stream, events, expected) => {
    const [first] = await store.read(stream, { limit: 1 });
    const { revision, position } = first ?? {};
    if (expected === 'no-stream' && first?.id === events[0]?.id && revision !== undefined && position !== undefined)
      return { revision, position };
    return store.append(stream, events, expected);
  };
  return like;
}
