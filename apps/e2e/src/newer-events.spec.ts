import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerStream, questionStream } from '@stoa/contracts';
import { startStandalone, type StandaloneProcess } from '@stoa/dev-servers/deployments';
import { SqliteEventStore } from '@stoa/event-store';
import { derivedId } from '@stoa/kernel';
import { Cast, eventually, type Client } from '@stoa/testing';

const folder = mkdtempSync(join(tmpdir(), 'stoa-newer-events-'));
let server: StandaloneProcess;
beforeAll(async () => void (server = await startStandalone(folder)));
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Another process over the same log, of code to come. */
async function newerCodeAppends(stream: string, type: string, key: string): Promise<void> {
  const store = SqliteEventStore.open(join(folder, 'events.sqlite'));
  try {
    const [last] = await store.readLast(stream, 1);
    const id = derivedId(stream, type);
    const route = { topic: 'stoa.qa.v1', key };
    const meta = { commandId: id, bodyHash: '', occurredAt: '2026-03-02T10:00:00.000Z', correlationId: id, route };
    await store.appendStored(stream, [{ type, data: { new: true }, id, meta }], last?.revision ?? 'no-stream');
  } finally {
    await store.close();
  }
}

const statusOf = async (admin: Client, name: string) =>
  (await admin.must('GET', '/v1/projections')).items.find((item: { name: string }) => item.name === name);

const NEWER = expect.objectContaining({ status: 503, code: 'newer-events' }) as unknown;

it('what newer code wrote can be read past, is not decided on, and is reported', async () => {
  const cast = new Cast(server);
  const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
  const question = await asker.must('POST', '/v1/questions', { body: { title: 'Will it be understood?', topics: ['Time'] } });
  const { id: answerId, position } = await ada.must('POST', `/v1/questions/${question.id}/answers`, { body: { body: 'Later.' } });
  await cast.settled(position);
  const before = await cast.anyone.get(`/v1/questions/${question.id}`);

  await newerCodeAppends(questionStream(question.id), 'QuestionPraised.v1', question.id);
  const after = await cast.anyone.get(`/v1/questions/${question.id}`);
  expect(after).toMatchObject({ status: 200, body: { title: 'Will it be understood?' } });
  const etag = after.headers.get('etag')!;
  expect(etag).not.toBe(before.headers.get('etag'));
  const edited = await asker.patch(`/v1/questions/${question.id}`, { title: 'Edited' }, { 'if-match': etag });
  expect(edited.body).toEqual(NEWER);
  expect(edited.headers.get('retry-after')).toBe('1');
  // A decision on another stream whose facts come from this one.
  expect((await ada.put(`/v1/answers/${answerId}/rating`, { rating: 'helpful' })).body).toEqual(NEWER);
  expect((await asker.post('/v1/questions', { title: 'And what else?', topics: ['Time'] })).status).toBe(201);

  const passedOver = [{ type: 'QuestionPraised.v1', events: 1 }];
  await eventually(async () => expect(await statusOf(cast.admin, 'question-page')).toMatchObject({ state: 'live', passedOver }));
  const { id } = await cast.admin.must('POST', '/v1/projections/question-page/rebuilds');
  await eventually(async () => {
    const rebuild = await cast.admin.must('GET', `/v1/projections/question-page/rebuilds/${id}`);
    expect(rebuild).toMatchObject({ state: 'done' });
  });
  expect(await statusOf(cast.admin, 'question-page')).toMatchObject({ generation: 2, state: 'live', passedOver });

  await newerCodeAppends(answerStream(answerId), 'AnswerPublished.v999', question.id);
  const degraded = { state: 'degraded', passedOver, reason: expect.stringContaining('AnswerPublished.v999') as string };
  await eventually(async () => expect(await statusOf(cast.admin, 'question-page')).toMatchObject(degraded));
  expect(await statusOf(cast.admin, 'access')).toMatchObject({ state: 'live', reason: null, passedOver: [] });
  const answer = await ada.get(`/v1/answers/${answerId}`);
  expect((await ada.delete(`/v1/answers/${answerId}`, { 'if-match': answer.headers.get('etag')! })).body).toEqual(NEWER);

  await server.stop();
  server = await startStandalone(folder);
  const again = new Cast(server);
  await eventually(async () => expect(await statusOf(again.admin, 'question-page')).toMatchObject(degraded));
  expect((await again.anyone.get(`/v1/questions/${question.id}/page`)).status).toBe(200);
});
