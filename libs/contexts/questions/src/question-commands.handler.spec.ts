import { GetQuestionRevisions, questionStream, ratingStream, QuestionAsked, QuestionWithdrawn } from '@stoa/contracts';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import * as handlers from './question-commands.handler.ts';
import { GetQuestionHandler, GetQuestionRevisionsHandler } from './question.query.ts';

const asked = t.questionAsked();
const stream = questionStream(t.questionId);

describe('retagging', () => {
  it('creates the topics that nobody used before', async () => {
    const store = await stores.storeWith(t.topicCreated(), asked);
    await new handlers.RetagQuestionHandler(store).execute(t.retagQuestion({ topics: ['Pricing', 'Workshops'] }));
    const [created, retagged] = (await stores.everything(store)).slice(2);
    expect(created).toMatchObject({ type: 'TopicCreated.v1', data: { topic: 'workshops', name: 'Workshops' } });
    expect(retagged).toMatchObject({
      type: 'QuestionRetagged.v1',
      data: { topics: ['pricing', 'workshops'], former: ['pricing'] },
    });
  });

  it('creates no topic for a command that changes nothing', async () => {
    const store = await stores.storeWith(asked);
    await new handlers.RetagQuestionHandler(store).execute(t.retagQuestion({ topics: ['Pricing'] }));
    expect(await stores.everything(store)).toHaveLength(1);
  });

  it('creates no topic for a command that is refused', async () => {
    const store = await stores.storeWith(asked);
    const command = t.retagQuestion({}, { by: t.cleo });
    await expect(new handlers.RetagQuestionHandler(store).execute(command)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await stores.everything(store)).toHaveLength(1);
  });
});

describe('accepting asks the stream of the answer', () => {
  const accept = async (...past: Parameters<typeof stores.storeWith>) => {
    const store = await stores.storeWith(asked, ...past);
    await new handlers.AcceptAnswerHandler(store).execute(t.acceptAnswer());
    return stores.typesIn(store, stream);
  };
  it('accepts', async () => expect(await accept(t.answerPublished())).toEqual([QuestionAsked.type, 'AnswerAccepted.v1']));
  it('accepts what was restored', async () =>
    expect(await accept(t.answerPublished(), t.answerWithdrawn(), t.answerRestored())).toContain('AnswerAccepted.v1'));
  it('refuses what was withdrawn', () =>
    expect(accept(t.answerPublished(), t.answerWithdrawn())).rejects.toMatchObject({ code: 'gone' }));
  it('refuses what answers another question', () =>
    expect(accept(t.answerPublished({ questionId: t.idOf('other') }))).rejects.toMatchObject({ code: 'not-found' }));
  it('refuses what never was', () => expect(accept()).rejects.toMatchObject({ code: 'not-found' }));
});

describe('concurrency', () => {
  it('decides again after a lost race: all edits arrive, one after the other', async () => {
    const store = await stores.storeWith(asked);
    const edit = new handlers.EditQuestionHandler(store);
    const titles = ['One?', 'Two?', 'Three?', 'Four?'];
    await Promise.all(titles.map((title) => edit.execute(t.editQuestion({ title }, { key: title }))));
    expect(await stores.typesIn(store, stream)).toEqual([QuestionAsked.type, ...titles.map(() => 'QuestionEdited.v1')]);
  });

  it('withdraws once, however many ask for it at the same moment', async () => {
    const store = await stores.storeWith(asked);
    const withdraw = new handlers.WithdrawQuestionHandler(store);
    await Promise.all(['a', 'b', 'c'].map((key) => withdraw.execute(t.withdrawQuestion({}, { key }))));
    expect(await stores.typesIn(store, stream)).toEqual([QuestionAsked.type, QuestionWithdrawn.type]);
  });

  it('with If-Match only one of two wins', async () => {
    const store = await stores.storeWith(asked);
    const edit = new handlers.EditQuestionHandler(store);
    const titles = ['One?', 'Two?'];
    const outcomes = await Promise.allSettled(
      titles.map((title) => edit.execute(t.editQuestion({ title }, { key: title, expectedRevision: 0 }))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'precondition-failed' } });
  });

  it('one member has one live rating, whatever comes at the same moment', async () => {
    const store = await stores.storeWith(asked);
    const rate = new handlers.RateQuestionHandler(store);
    const wishes = ['helpful', 'not-helpful', 'helpful', 'not-helpful'] as const;
    await Promise.all(wishes.map((rating, index) => rate.execute(t.rateQuestion({ rating }, { key: `key ${index}` }))));
    const events = await store.read(ratingStream(t.questionId, t.cleo.memberId));
    const formers = events.map(({ data }) => (data as { former: { value: string } | null }).former?.value ?? null);
    const values = events.map(({ data }) => (data as { value: string }).value);
    expect(formers).toEqual([null, ...values.slice(0, -1)]);
  });
});

describe('the question as a resource', () => {
  it('is found by id and by slug', async () => {
    const store = await stores.storeWith(
      asked,
      t.slugReserved(),
      t.questionEdited(),
      t.questionClosed(),
      t.answerAccepted(),
      t.answerPublished(),
    );
    const expected = {
      id: t.questionId,
      slug: asked.data.slug,
      title: 'How do you price a one-day workshop?',
      body: asked.data.body,
      asker: { id: t.ada.memberId, displayName: 'Ada Lindqvist' },
      askedAt: t.NOW,
      topics: ['pricing'],
      status: 'closed',
      closedBecause: 'Asked before',
      acceptedAnswerId: t.answerId,
      revision: 3,
    };
    const get = new GetQuestionHandler(store);
    expect(await get.execute({ idOrSlug: t.questionId } as never)).toEqual(expected);
    expect(await get.execute({ idOrSlug: asked.data.slug } as never)).toEqual(expected);
  });

  it('has its revisions', async () => {
    const store = await stores.storeWith(
      asked,
      t.questionEdited({ editorId: t.moderator.memberId }),
      t.questionClosed(),
      t.questionRetagged(),
    );
    const query = new GetQuestionRevisions({ idOrSlug: t.questionId, limit: 20 });
    const { items } = await new GetQuestionRevisionsHandler(store).execute(query);
    expect(items.map(({ revision, by, topics }) => [revision, by, topics])).toEqual([
      [0, t.ada.memberId, ['pricing']],
      [1, t.moderator.memberId, ['pricing']],
      [3, t.moderator.memberId, ['workshops']],
    ]);
  });

  it('is not found, or gone', async () => {
    const store = await stores.storeWith(asked, t.slugReserved(), t.questionWithdrawn());
    const get = new GetQuestionHandler(store);
    for (const idOrSlug of [t.questionId, asked.data.slug])
      await expect(get.execute({ idOrSlug } as never)).rejects.toMatchObject({ code: 'gone' });
    for (const idOrSlug of [t.idOf('nothing'), 'nothing', '', '🦉'])
      await expect(get.execute({ idOrSlug } as never)).rejects.toMatchObject({ code: 'not-found' });
  });
});
