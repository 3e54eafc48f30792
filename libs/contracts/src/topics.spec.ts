import { readFileSync } from 'node:fs';
import { definitions, type StoaEvent } from './registry.ts';
import { appendable, carriedBy, partitionOf, partitionOfEvent, routeOf } from './topics.ts';
import { ViewsImported } from './view-analytics/events.ts';

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
  expect(routeOf({ type: ViewsImported.type, data: { shard: 7 } })).toEqual({ topic: 'stoa.view-batches.v1', key: '7' });
});

it('an event that no contract names has no route', () => {
  expect(() => routeOf({ type: 'QuestionPraised.v1', data: { questionId: 'x' } })).toThrow('QuestionPraised.v1');
});

describe('an event that was recorded with its route', () => {
  const meta = { commandId: 'c', bodyHash: '', occurredAt: '2026-01-02T03:04:05.678Z', correlationId: 'c' };
  const route = { topic: 'stoa.mentors.v1', key: 'm' };

  it('has it from its append, whatever the metadata claimed', () => {
    const event = { type: 'TopicCreated.v1', data: { topic: 'css', name: 'CSS' }, id: 'i', meta: { ...meta, route } };
    expect(appendable(event).meta).toEqual({ ...meta, route: { topic: 'stoa.qa.v1', key: 'css' } });
  });

  it('is carried by it, whether or not a contract names its type', () => {
    for (const type of ['QuestionPraised.v1', 'TopicCreated.v1']) {
      expect(carriedBy({ type, data: {}, meta: { route } })).toEqual(route);
      expect(partitionOfEvent({ type, data: {}, meta: { route } })).toEqual({
        topic: 'stoa.mentors.v1',
        partition: partitionOf('m', 3),
      });
    }
  });

  it.each(['stoa.badges.v1', 'constructor'])('has no place here where the topic %s is unknown', (topic) => {
    expect(() => partitionOfEvent({ type: 'BadgeGiven.v1', data: {}, meta: { route: { topic, key: 'm' } } })).toThrow(topic);
  });

  it('that was not, is carried by its contract', () => {
    const event = { type: ViewsImported.type, data: { shard: 7 } };
    expect(carriedBy({ ...event, meta: {} })).toEqual(routeOf(event));
  });
});

// Vectors of the FNV authors, http://www.isthe.com/chongo/tech/comp/fnv/
it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the partition of %j is its FNV-1a', (key, hash) => {
  for (const partitions of [1, 7, 16, 2 ** 32]) expect(partitionOf(key, partitions)).toBe(hash % partitions);
});
