import { memberStream, questionStream, slugStream, topicStream, QuestionAsked } from '@stoa/contracts';
import { createdId, readStream, type EventStore } from '@stoa/kernel';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { AskQuestionHandler } from './ask-question.handler.ts';

const SLUG = 'how-do-you-price-a-workshop';
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const ask = (store: EventStore, command = t.askQuestion()) => new AskQuestionHandler(store).execute(command);
const slugOfQuestion = async (store: EventStore, id: string) =>
  ((await readStream(store, questionStream(id)))[0]?.data as { slug: string } | undefined)?.slug;

let store: EventStore;
beforeEach(async () => (store = await stores.storeWith(t.memberRegistered(), t.memberRegistered({ memberId: t.cleo.memberId }))));

it('creates topics, reserves the slug, asks', async () => {
  const { id, revision, position } = await ask(store, t.askQuestion({ topics: ['Pricing', 'C++', ' pricing'] }));
  const events = await stores.everything(store);
  expect(events.slice(2).map(({ type, stream }) => [type, stream])).toEqual([
    ['TopicCreated.v1', topicStream('pricing')],
    ['TopicCreated.v1', topicStream('c-plus-plus')],
    ['SlugReserved.v1', slugStream(SLUG)],
    [QuestionAsked.type, questionStream(id)],
  ]);
  expect(events.at(-1)).toMatchObject({
    revision,
    position,
    data: { askerDisplayName: 'Ada Lindqvist', topics: ['pricing', 'c-plus-plus'] },
  });
});

it('answers a retry as before and writes nothing', async () => {
  const first = await ask(store);
  const before = await stores.everything(store);
  expect(await ask(store)).toEqual({ ...first, repeated: true });
  expect(await stores.everything(store)).toEqual(before);
});

it('refuses the same key with another body, and reserves nothing for it', async () => {
  await ask(store);
  const before = await stores.everything(store);
  await expect(ask(store, t.askQuestion({ title: 'Something else?' }))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  expect(await stores.everything(store)).toEqual(before);
});

it('leaves nothing behind for somebody whom nobody knows', async () => {
  await expect(ask(store, t.askQuestion({}, { by: t.dora }))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await stores.everything(store)).toHaveLength(2);
});

it('refuses a body by its structure, naming the field', async () => {
  const body = '> '.repeat(200) + 'deep';
  const errors = [{ pointer: '/body', code: 'too-deep', expected: expect.any(String) }];
  await expect(ask(store, t.askQuestion({ body }))).rejects.toMatchObject({ code: 'validation-failed', errors });
});

describe('a crash', () => {
  it.each(['topic-', 'slug-', 'question-'])('before the append to %s… is resumed by a retry', async (prefix) => {
    await expect(ask(stores.dyingBefore(store, prefix))).rejects.toThrow('died');
    const { id } = await ask(store);
    expect(await slugOfQuestion(store, id)).toBe(SLUG);
    const types = (await stores.everything(store)).slice(2).map(({ type }) => type);
    expect(types).toEqual(['TopicCreated.v1', 'SlugReserved.v1', QuestionAsked.type]);
  });

  it('after the slug was reserved lets the same key come with another title', async () => {
    await expect(ask(stores.dyingBefore(store, 'question-'))).rejects.toThrow('died');
    const { id } = await ask(store, t.askQuestion({ title: 'Something else?' }));
    expect(await slugOfQuestion(store, id)).toBe('something-else');
  });
});

describe('a taken slug', () => {
  const cleos = () => t.askQuestion({}, { by: t.cleo });

  it('gets six characters of the id', async () => {
    await ask(store);
    const { id } = await ask(store, cleos());
    expect(await slugOfQuestion(store, id)).toBe(`${SLUG}-${id.slice(0, 6)}`);
  });

  it('stays taken for ten minutes even if its question never came', async () => {
    await expect(ask(stores.dyingBefore(store, 'question-'))).rejects.toThrow('died');
    const { id } = await ask(store, t.askQuestion({}, { by: t.cleo, at: inMinutes(9) }));
    expect(await slugOfQuestion(store, id)).toBe(`${SLUG}-${id.slice(0, 6)}`);
  });

  it('may be taken over after that; the late retry of the first gets another one', async () => {
    await expect(ask(stores.dyingBefore(store, 'question-'))).rejects.toThrow('died');
    const taker = await ask(store, t.askQuestion({}, { by: t.cleo, at: inMinutes(11) }));
    expect(await slugOfQuestion(store, taker.id)).toBe(SLUG);
    const late = await ask(store);
    expect(await slugOfQuestion(store, late.id)).toBe(`${SLUG}-${late.id.slice(0, 6)}`);
  });

  it('is never taken over from a question that is there, not even a withdrawn one', async () => {
    const { id: owner } = await ask(store);
    store = await withdrawn(store, owner);
    const { id } = await ask(store, t.askQuestion({}, { by: t.cleo, at: inMinutes(11) }));
    expect(await slugOfQuestion(store, id)).not.toBe(SLUG);
  });
});

describe('races', () => {
  it('the same title at the same moment: both are asked, under different slugs', async () => {
    const commands = Array.from({ length: 8 }, (_, index) => t.askQuestion({}, { key: `key ${index}` }));
    const asked = await Promise.all(commands.map((command) => ask(store, command)));
    const slugs = await Promise.all(asked.map(({ id }) => slugOfQuestion(store, id)));
    expect(new Set(slugs).size).toBe(8);
    expect(slugs.filter((slug) => slug === SLUG)).toHaveLength(1);
    expect(await stores.typesIn(store, topicStream('pricing'))).toEqual(['TopicCreated.v1']);
  });

  it('the same request eight times at the same moment: one question, one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(store)));
    expect(new Set(answers.map(({ id, revision, position }) => `${id} ${revision} ${position}`)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await stores.everything(store)).filter(({ type }) => type === QuestionAsked.type)).toHaveLength(1);
  });
});

it('looks the name up in the stream of the member', async () => {
  expect(await stores.typesIn(store, memberStream(t.ada.memberId))).toEqual(['MemberRegistered.v2']);
  const { id } = await ask(store);
  expect(id).toBe(createdId(t.askQuestion().context));
});

it('calls the asker by the name of today', async () => {
  store = await stores.storeWith(t.memberRegistered(), t.memberRenamed());
  const { id } = await ask(store);
  expect((await readStream(store, questionStream(id)))[0]?.data).toMatchObject({ askerDisplayName: 'Ada Lind' });
});

async function withdrawn(from: EventStore, id: string): Promise<EventStore> {
  const [asked] = await readStream(from, questionStream(id));
  await from.append(
    questionStream(id),
    [{ ...t.questionWithdrawn({ questionId: id }), id: t.idOf('event'), meta: asked!.meta }],
    0,
  );
  return from;
}
