import {
  GetAnswer,
  GetAnswerRevisions,
  answerStream,
  questionStream,
  ratingStream,
  AnswerPublished,
  AnswerWithdrawn,
} from '@stoa/contracts';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { AnswerQuestionHandler } from './answer-question.handler.ts';
import { RateAnswerHandler, ReviseAnswerHandler, WithdrawAnswerHandler } from './answer-commands.handler.ts';
import { GetAnswerHandler, GetAnswerRevisionsHandler } from './answer.query.ts';

const asked = t.questionAsked();
const mentor = t.mentorRegistered();

describe('answering', () => {
  it('stands under the byline of today', async () => {
    const store = await stores.storeWith(asked, mentor, t.mentorProfileChanged({ company: 'Teapot', yearsOfExperience: 12 }));
    const { id } = await new AnswerQuestionHandler(store).execute(t.answerQuestion());
    const [published] = await store.read(answerStream(id));
    const byline = { displayName: 'Ben Okafor', title: 'Head of workshops', company: 'Teapot' };
    expect(published?.data).toMatchObject({ mentorId: t.mentorId, memberId: t.ben.memberId, handle: 'ben', byline });
  });

  it('may happen more than once, but a retry is no second answer', async () => {
    const store = await stores.storeWith(asked, mentor);
    const handler = new AnswerQuestionHandler(store);
    const first = await handler.execute(t.answerQuestion());
    expect(await handler.execute(t.answerQuestion())).toEqual({ ...first, repeated: true });
    expect((await handler.execute(t.answerQuestion({}, { key: 'another key' }))).id).not.toBe(first.id);
    await expect(handler.execute(t.answerQuestion({ body: 'Else.' }))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    const types = (await stores.everything(store)).map(({ type }) => type);
    expect(types.filter((type) => type === AnswerPublished.type)).toHaveLength(2);
  });

  it('a retry is answered as before even if the question was closed since', async () => {
    const store = await stores.storeWith(asked, mentor);
    const handler = new AnswerQuestionHandler(store);
    const first = await handler.execute(t.answerQuestion());
    await store.append(`question-${t.questionId}`, [closing()], 0);
    expect(await handler.execute(t.answerQuestion())).toEqual({ ...first, repeated: true });
    await expect(handler.execute(t.answerQuestion({}, { key: 'another key' }))).rejects.toMatchObject({
      code: 'question-closed',
    });
  });

  it.each([
    ['question-closed', [asked, mentor, t.questionClosed()]],
    ['gone', [asked, mentor, t.questionWithdrawn()]],
    ['gone', [asked, mentor, t.questionClosed(), t.questionWithdrawn()]],
    ['not-found', [mentor]],
    ['forbidden', [asked, t.memberRegistered({ memberId: t.ben.memberId })]],
  ])('is refused as %s', async (code, past) => {
    const store = await stores.storeWith(...past);
    await expect(new AnswerQuestionHandler(store).execute(t.answerQuestion())).rejects.toMatchObject({ code });
    expect(await stores.everything(store)).toHaveLength(past.length);
  });

  it('is open again after reopening and restoring', async () => {
    const past = [t.questionClosed(), t.questionReopened(), t.questionWithdrawn(), t.questionRestored()];
    const store = await stores.storeWith(asked, mentor, ...past);
    await new AnswerQuestionHandler(store).execute(t.answerQuestion());
    expect((await stores.everything(store)).at(-1)?.type).toBe(AnswerPublished.type);
  });
});

it('revises by structure, naming the field', async () => {
  const store = await stores.storeWith(t.answerPublished());
  const command = t.reviseAnswer({ body: '> '.repeat(200) + 'deep' });
  await expect(new ReviseAnswerHandler(store).execute(command)).rejects.toMatchObject({
    errors: [{ pointer: '/body', code: 'too-deep' }],
  });
});

it('tells its revisions in parts', async () => {
  const store = await stores.storeWith(
    t.answerPublished(),
    ...[1, 2, 3, 4].flatMap((edit) => [t.answerRevised({ body: `Edit ${edit}.` }), t.answerWithdrawn(), t.answerRestored()]),
  );
  const seen: number[] = [];
  for (let cursor: string | undefined, parts = 1; parts <= 3; parts++) {
    const options = { limit: 2, ...(cursor ? { cursor } : {}) };
    const page = await new GetAnswerRevisionsHandler(store).execute(new GetAnswerRevisions({ answerId: t.answerId, ...options }));
    seen.push(...page.items.map(({ revision }) => revision));
    expect(page.next === null).toBe(parts === 3);
    cursor = page.next ?? undefined;
  }
  expect(seen).toEqual([0, 1, 4, 7, 10]);
  const forged = new GetAnswerRevisions({ answerId: t.answerId, limit: 2, cursor: 'forged' });
  await expect(new GetAnswerRevisionsHandler(store).execute(forged)).rejects.toMatchObject({ code: 'validation-failed' });
});

it('a rating reads the end of its stream only, and remembers keys for at least a hundred commands', async () => {
  const store = await stores.storeWith(t.answerPublished());
  const rate = new RateAnswerHandler(store);
  const toggled = (index: number) =>
    t.rateAnswer({ rating: index % 2 === 0 ? 'helpful' : 'not-helpful' }, { key: `key ${index}` });
  for (let index = 0; index < 150; index++) await rate.execute(toggled(index));
  const last = await store.readLast(ratingStream(t.answerId, t.cleo.memberId), 1);
  expect(last).toMatchObject([{ revision: 149, data: { value: 'not-helpful', former: { value: 'helpful' } } }]);
  const again = await rate.execute(toggled(50));
  expect(again).toMatchObject({ revision: 50, repeated: true });
  let read = 0;
  const counting = Object.assign(Object.create(store) as typeof store, {
    readLast: async (stream: string, count: number) => {
      const events = await store.readLast(stream, count);
      read += events.length;
      return events;
    },
    read: async (...args: Parameters<typeof store.read>) => {
      const events = await store.read(...args);
      read += events.length;
      return events;
    },
  });
  expect(await new RateAnswerHandler(counting).execute(toggled(150))).toMatchObject({ revision: 150 });
  expect(read).toBeLessThanOrEqual(102);
});

it('fifty equal ratings at the same moment leave one', async () => {
  const store = await stores.storeWith(t.answerPublished());
  const rate = new RateAnswerHandler(store);
  await Promise.all(Array.from({ length: 50 }, (_, index) => rate.execute(t.rateAnswer({}, { key: `key ${index}` }))));
  expect((await stores.everything(store)).map(({ type }) => type)).toEqual([AnswerPublished.type, 'AnswerRated.v1']);
});

describe('the answer as a resource', () => {
  it('is what its stream says', async () => {
    const store = await stores.storeWith(t.answerPublished(), t.answerRevised());
    expect(await new GetAnswerHandler(store).execute(new GetAnswer({ answerId: t.answerId }))).toEqual({
      id: t.answerId,
      questionId: t.questionId,
      mentor: { id: t.mentorId, handle: 'ben' },
      byline: t.byline,
      body: 'By the day.',
      publishedAt: t.NOW,
      revisedAt: t.NOW,
      revision: 1,
    });
    const revisions = new GetAnswerRevisionsHandler(store);
    const { items, next } = await revisions.execute(new GetAnswerRevisions({ answerId: t.answerId, limit: 20 }));
    expect(next).toBeNull();
    expect(items.map(({ revision, body }) => [revision, body])).toEqual([
      [0, 'By the day, never by the head.'],
      [1, 'By the day.'],
    ]);
  });

  it('is not found, or gone', async () => {
    const store = await stores.storeWith(t.answerPublished(), t.answerWithdrawn());
    const get = new GetAnswerHandler(store);
    await expect(get.execute(new GetAnswer({ answerId: t.answerId }))).rejects.toMatchObject({ code: 'gone' });
    await expect(get.execute(new GetAnswer({ answerId: t.idOf('nothing') }))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an answer under a withdrawn question', () => {
  it('is gone to readers as the page is, and comes back with the question', async () => {
    const store = await stores.storeWith(asked, t.answerPublished(), t.questionWithdrawn());
    const seen = () => Promise.allSettled([
      new GetAnswerHandler(store).execute(new GetAnswer({ answerId: t.answerId })),
      new GetAnswerRevisionsHandler(store).execute(new GetAnswerRevisions({ answerId: t.answerId, limit: 20 })),
      new RateAnswerHandler(store).execute(t.rateAnswer()),
    ]); // prettier-ignore
    expect(await seen()).toEqual(
      Array(3).fill({ status: 'rejected', reason: expect.objectContaining({ code: 'gone' }) as unknown }),
    );
    await store.append(questionStream(t.questionId), [{ ...closing(), ...t.questionRestored() }], 1);
    expect((await seen()).map(({ status }) => status)).toEqual(Array(3).fill('fulfilled'));
  });

  it('is still its author’s to revise and to withdraw', async () => {
    const store = await stores.storeWith(asked, t.answerPublished(), t.questionWithdrawn());
    await new ReviseAnswerHandler(store).execute(t.reviseAnswer());
    await new WithdrawAnswerHandler(store).execute(t.withdrawAnswer());
    expect(await stores.typesIn(store, answerStream(t.answerId))).toEqual([
      ...[AnswerPublished.type, 'AnswerRevised.v1', AnswerWithdrawn.type],
    ]);
  });
});

const closing = () => ({
  ...t.questionClosed(),
  id: t.idOf('closing'),
  meta: { commandId: t.idOf('close'), bodyHash: '', occurredAt: t.NOW, correlationId: 'test' },
});
