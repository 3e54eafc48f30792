import { readFileSync } from 'node:fs';
import { definitions, type StoaEvent } from './registry.ts';
import { partitionOf, routeOf } from './topics.ts';

const golden = (type: string) =>
  JSON.parse(readFileSync(new URL(`../golden/${type}.json`, import.meta.url), 'utf8')) as { stored: StoaEvent['data'] };
const routes = definitions.map(({ type }) => {
  const data = golden(type).stored as Record<string, unknown>;
  return [type, data, routeOf({ type, data })] as const;
});

it.each(routes)('%s has a topic, and a key among its own fields', (_type, data, { topic, key }) => {
  expect(topic).toMatch(/^stoa\.(qa|mentors|view-batches)\.v1$/);
  expect(Object.values(data).map(String)).toContain(key);
});

it('what happens to a question, its answers and their ratings goes under the question', () => {
  const asked = routes.filter(([, data]) => 'questionId' in data && !('slug' in data && !('title' in data)));
  expect(asked.length).toBeGreaterThan(15);
  for (const [, data, route] of asked) expect(route).toEqual({ topic: 'stoa.qa.v1', key: data['questionId'] });
});

it('views of a question go under its shard, so that one owner counts them', () => {
  expect(routeOf({ type: 'ViewsImported.v1', data: { shard: 7 } })).toEqual({ topic: 'stoa.view-batches.v1', key: '7' });
});

it('an event that no contract names has no route', () => {
  expect(() => routeOf({ type: 'QuestionPraised.v1', data: { questionId: 'x' } })).toThrow('QuestionPraised.v1');
});

// Vectors of the FNV authors, http://www.isthe.com/chongo/tech/comp/fnv/
it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the partition of %j is its FNV-1a', (key, hash) => {
  for (const partitions of [1, 7, 16, 2 ** 32]) expect(partitionOf(key, partitions)).toBe(hash % partitions);
});
