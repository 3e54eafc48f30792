import { GetAnswer, GetAnswerRevisions, answerStream, mentorStream, questionStream, routeOf } from '@stoa/contracts';
import * as stores from '@stoa/event-store/testing/stores';
import { derivedId } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { RateAnswerHandler, ReviseAnswerHandler } from './answer-commands.handler.ts';
import { AnswerQuestionHandler } from './answer-question.handler.ts';
import { GetAnswerHandler, GetAnswerRevisionsHandler } from './answer.query.ts';

const past = [t.questionAsked(), t.mentorRegistered(), t.answerPublished()];
const NEWER = { code: 'newer-events' };

/** A store in which newer code has written to a stream. */
async function storeWithNewer(stream: string, type = 'Praised.v1', before = past) {
  const store = await stores.storeWith(...before);
  const { length } = await store.read(stream);
  const id = derivedId(stream, 'newer');
  const meta = { commandId: id, bodyHash: '', occurredAt: t.NOW, correlationId: 'test', route: routeOf(past[0]!) };
  await store.appendStored(stream, [{ type, data: {}, id, meta }], length === 0 ? 'no-stream' : length - 1);
  return store;
}

describe.each([
  ['the answer', answerStream(t.answerId)],
  ['its question', questionStream(t.questionId)],
])('newer code has written to the stream of %s', (_whose, stream) => {
  it('the answer can be read, and its revision counts what is passed over', async () => {
    const store = await storeWithNewer(stream);
    const { length } = await store.read(answerStream(t.answerId));
    const answer = await new GetAnswerHandler(store).execute(new GetAnswer({ answerId: t.answerId }));
    expect(answer).toMatchObject({ id: t.answerId, body: t.answerPublished().data.body, revision: length - 1 });
    const revisions = new GetAnswerRevisionsHandler(store).execute(new GetAnswerRevisions({ answerId: t.answerId, limit: 9 }));
    expect((await revisions).items).toHaveLength(1);
  });

  it('what is decided on it is refused', async () => {
    const store = await storeWithNewer(stream);
    await expect(new RateAnswerHandler(store).execute(t.rateAnswer())).rejects.toMatchObject(NEWER);
  });
});

it('an answer is not revised, nor its question answered, by who cannot read all of their streams', async () => {
  const answer = await storeWithNewer(answerStream(t.answerId));
  await expect(new ReviseAnswerHandler(answer).execute(t.reviseAnswer())).rejects.toMatchObject(NEWER);
  for (const stream of [questionStream(t.questionId), mentorStream(t.mentorId)]) {
    const store = await storeWithNewer(stream);
    await expect(new AnswerQuestionHandler(store).execute(t.answerQuestion())).rejects.toMatchObject(NEWER);
  }
});

it('an answer that begins in newer code is not said to be missing', async () => {
  const store = await storeWithNewer(answerStream(t.answerId), 'AnswerPublished.v999', past.slice(0, 2));
  const asked = new GetAnswerHandler(store).execute(new GetAnswer({ answerId: t.answerId }));
  await expect(asked).rejects.toMatchObject(NEWER);
});
