import { ImportBatch } from '@stoa/contracts';
import { bodyExamples } from '../openapi/examples.ts';
import { apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { POSITION, bearer } from '../testing/fake-contexts.ts';
import { goodRequest } from '../testing/requests.ts';

let api: ApiUnderTest;
beforeAll(async () => void (api = await apiUnderTest()));
afterAll(() => api.app.close());
beforeEach(() => void (api.contexts.commands.length = 0));

const good = bodyExamples.importBatch as { fingerprint: string; items: Record<string, unknown>[] };
const send = (body: object, source = 'another site') =>
  api.app.inject({
    ...goodRequest('importBatch', { authorization: bearer('admin') }),
    url: `/v1/imports/${encodeURIComponent(source)}/batches`,
    payload: body,
  });
const withItem = (item: object) => ({ ...good, items: [good.items[0], item] });

it('becomes one command, and answers with what it came to', async () => {
  const response = await send(good, 'Ça va 2');
  expect(response.json()).toEqual({ position: POSITION, imported: 2, repeated: 1, changes: {} });
  expect(response.headers['stoa-position']).toBe(POSITION);
  expect(api.contexts.commands).toMatchObject([{ type: ImportBatch.type, data: { ...good, source: 'Ça va 2' } }]);
});

it.each<[string, object, string]>([
  ['no items', { ...good, items: [] }, '/items'],
  ['more items than a batch has', { ...good, items: Array(501).fill(good.items[0]) }, '/items'],
  ['a fingerprint that is none', { ...good, fingerprint: 'abc' }, '/fingerprint'],
  ['a kind that is none', withItem({ ...good.items[2], kind: 'praise' }), '/items/1/kind'],
  ['an item that is none', withItem([]), '/items/1'],
  ['a field that no item has', withItem({ ...good.items[2], score: 7 }), '/items/1/score'],
  ['a time in another form', withItem({ ...good.items[2], at: '2014-05-14' }), '/items/1/at'],
  ['an id that could pass for a stream', withItem({ ...good.items[2], vote: '9/../8' }), '/items/1/vote'],
  ['a person of no kind', withItem({ ...good.items[0], member: { kind: 'User 7', id: '7' } }), '/items/1/member/kind'],
  ['a name of two lines', withItem({ ...good.items[0], displayName: 'Ada\nLovelace' }), '/items/1/displayName'],
  ['six topics', withItem({ ...good.items[1], topics: [...'abcdef'] }), '/items/1/topics'],
  ['an edit of nothing', withItem({ kind: 'question-edit', at: good.items[2]!['at'], question: '1', row: '5' }), '/items/1'],
])('refuses %s, naming the item', async (_what, body, pointer) => {
  const response = await send(body);
  expect(response.statusCode).toBe(422);
  expect(response.json().errors[0].pointer).toBe(pointer);
  expect(api.contexts.commands).toEqual([]);
});

it.each(['', '-', 'a/b', 'x'.repeat(81), 'a\u202eb'])('refuses a source that cannot be named: %j', async (source) => {
  expect([404, 422]).toContain((await send(good, source)).statusCode);
  expect(api.contexts.commands).toEqual([]);
});

it('refuses a batch beyond the size of a request', async () => {
  const response = await send(withItem({ ...good.items[1], body: 'x'.repeat(600 * 1024) }));
  expect(response.json()).toMatchObject({ status: 413, code: 'payload-too-large' });
});
