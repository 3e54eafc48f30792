import { AnswerPlacesTaken, answerPlacesStream, type AnswerQuestion } from '@stoa/contracts';
import * as stores from '@stoa/event-store/testing/stores';
import { createdId, type EventStore } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { RestoreAnswerHandler, WithdrawAnswerHandler } from './answer-commands.handler.ts';
import { AnswerQuestionHandler } from './answer-question.handler.ts';

const site = () => stores.storeWith(t.questionAsked(), t.mentorRegistered());
/** The present of the store in memory, whose events are recorded now. */
const now = () => new Date().toISOString();
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const command = (key: string, at = now()): AnswerQuestion => t.answerQuestion({}, { key, at });
const answer = async (store: EventStore, key: string, at?: string) =>
  (await new AnswerQuestionHandler(store).execute(command(key, at))).id;
const withdraw = (store: EventStore, answerId: string) =>
  new WithdrawAnswerHandler(store).execute(
    t.withdrawAnswer({ answerId }, { key: `away ${answerId} ${Math.random()}`, at: now() }),
  );
const restore = (store: EventStore, answerId: string, by = t.ben) =>
  new RestoreAnswerHandler(store).execute(t.restoreAnswer({ answerId }, { key: `back ${answerId}`, by, at: now() }));
const tooMany = { code: 'too-many-answers' };
const inTurn = async <V>(keys: readonly string[], one: (key: string) => Promise<V>): Promise<V[]> => {
  const done: V[] = [];
  for (const key of keys) done.push(await one(key));
  return done;
};

it('a mentor has at most three live answers to a question', async () => {
  const store = await site();
  const [first] = await inTurn(['1', '2', '3'], (key) => answer(store, key));
  await expect(answer(store, '4')).rejects.toMatchObject(tooMany);
  await withdraw(store, first!);
  await answer(store, '4');
  await expect(answer(store, '5')).rejects.toMatchObject(tooMany);
});

it('of many at once no more than three come through', async () => {
  const store = await site();
  const outcomes = await Promise.allSettled(['1', '2', '3', '4', '5', '6', '7', '8'].map((key) => answer(store, key)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(tooMany);
});

it('restoring does not lead past it, not for a moderator either', async () => {
  const store = await site();
  const [first] = await inTurn(['1', '2', '3'], (key) => answer(store, key));
  await withdraw(store, first!);
  const fourth = await answer(store, '4');
  await expect(restore(store, first!)).rejects.toMatchObject(tooMany);
  await expect(restore(store, first!, t.moderator)).rejects.toMatchObject(tooMany);
  await withdraw(store, fourth);
  await restore(store, first!);
  await expect(answer(store, '5')).rejects.toMatchObject(tooMany);
});

it('an answer that comes and goes at once never keeps others out', async () => {
  const store = await site();
  for (const id of await inTurn(['1', '2', '3'], (key) => answer(store, key))) await withdraw(store, id);
  const again = await inTurn(['4', '5', '6'], (key) => answer(store, key));
  await withdraw(store, again[0]!);
  await restore(store, again[0]!);
  await expect(answer(store, '7')).rejects.toMatchObject(tooMany);
});

it('of many restored at once no more than three come back', async () => {
  const store = await site();
  const gone: string[] = [];
  for (const key of ['1', '2', '3', '4', '5']) {
    const id = await answer(store, key);
    await withdraw(store, id);
    gone.push(id);
  }
  const outcomes = await Promise.allSettled(gone.map((id) => restore(store, id)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

it('is a limit of one mentor on one question', async () => {
  const other = { questionId: t.idOf('another question') };
  const store = await stores.storeWith(t.questionAsked(), t.questionAsked(other), t.mentorRegistered());
  await inTurn(['1', '2', '3'], (key) => answer(store, key));
  await new AnswerQuestionHandler(store).execute(t.answerQuestion(other, { key: '4' }));
});

it('a repeat is the same answer, and takes no other place', async () => {
  const store = await site();
  const ids = await inTurn(['1', '1', '2', '3', '3', '1'], (key) => answer(store, key));
  expect(new Set(ids).size).toBe(3);
  expect(await store.read(answerPlacesStream(t.questionId, t.ben.memberId))).toHaveLength(3);
});

it('what is refused takes no place', async () => {
  const store = await stores.storeWith(t.questionAsked(), t.questionClosed(), t.mentorRegistered());
  await expect(answer(store, '1')).rejects.toMatchObject({ code: 'question-closed' });
  expect(await store.read(answerPlacesStream(t.questionId, t.ben.memberId))).toEqual([]);
});

describe('of a process that died before it published', () => {
  const died = async () => {
    const store = await site();
    await expect(answer(stores.dyingBefore(store, 'answer-'), '1')).rejects.toThrow('died');
    return store;
  };

  it('the place waits for the retry', async () => {
    const store = await died();
    await inTurn(['2', '3'], (key) => answer(store, key));
    await expect(answer(store, '4')).rejects.toMatchObject(tooMany);
    expect(await answer(store, '1')).toBe(createdId(command('1').context));
  });

  it('the place is free ten minutes later, and the retry counts again', async () => {
    const store = await died();
    await inTurn(['2', '3'], (key) => answer(store, key));
    await answer(store, '4', inMinutes(11));
    await expect(answer(store, '1', inMinutes(12))).rejects.toMatchObject(tooMany);
  });
});

it('answers that stood before places were counted keep nobody out', async () => {
  const old = ['1', '2', '3', '4'].map((name) => t.answerPublished({ answerId: t.idOf(name) }));
  const store = await stores.storeWith(t.questionAsked(), t.mentorRegistered(), ...old);
  await answer(store, '5');
  const [taken] = await store.read(answerPlacesStream(t.questionId, t.ben.memberId));
  expect(taken).toMatchObject({ type: AnswerPlacesTaken.type, data: { answers: [expect.any(String)] } });
});
