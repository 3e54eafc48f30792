import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { decodeStored, decodingOf, newestTypeOf, unknownIn } from './decoding.ts';
import { definitions, upcasters } from './registry.ts';

const first = event('ThingHappened.v1', z.object({ a: z.number() }));
const second = event('ThingHappened.v2', z.object({ b: z.number() }));
const third = event('ThingHappened.v3', z.object({ c: z.number() }));
const other = event('OtherHappened.v2', z.object({}));
const one = upcaster(first, second, '', ({ a }) => ({ b: a + 1 }));
const two = upcaster(second, third, '', ({ b }) => ({ c: b * 10 }));

describe('stored events', () => {
  const { decodeStored: decode } = decodingOf([third], [two, one]);

  it('of every older version become the newest, step by step', () => {
    expect(decode('ThingHappened.v1', { a: 1 })).toEqual({
      type: 'ThingHappened.v3',
      data: { c: 20 },
      stored: { type: 'ThingHappened.v1', data: { a: 1 } },
    });
    expect(decode('ThingHappened.v2', { b: 1 })).toMatchObject({ type: 'ThingHappened.v3', data: { c: 10 } });
  });

  it('of the newest version stay as they are', () => {
    const data = { c: 1 };
    expect(decode('ThingHappened.v3', data)).toEqual({ type: 'ThingHappened.v3', data });
    expect(decode('ThingHappened.v3', data).data).toBe(data);
  });

  it.each([
    ['ThingHappened.v4', 'version'],
    ['ThingHappened.v0', 'type'],
    ['ThingHappened', 'type'],
    ['Unheard.v1', 'type'],
    ['__proto__', 'type'],
    ['', 'type'],
  ] as const)('of %j stay as they stand, since the %s is unknown', (type, unknown) =>
    expect(decode(type, { x: 1 })).toEqual({ type, data: { x: 1 }, unknown }),
  );
});

it.each([
  ['of a version that leads to no newest one', [third], [one]],
  ['that passes over a version', [third], [upcaster(first, third, '', () => ({ c: 1 }))]],
  ['to another event', [other], [upcaster(first, other, '', () => ({}))]],
  ['from a version that has one already', [second], [one, one]],
  ['back', [first], [upcaster(second, first, '', () => ({ a: 1 }))]],
])('an upcaster %s is refused', (_what, newest, wrong) => expect(() => decodingOf(newest, wrong)).toThrow('leads nowhere'));

it('type and data are distinguished in the same way', () => {
  for (const { type } of definitions) expect([newestTypeOf(type), unknownIn(type)]).toEqual([type, undefined]);
  for (const { from } of upcasters) expect(definitions.map(({ type }) => type as string)).toContain(newestTypeOf(from.type));
  expect([newestTypeOf('Unheard.v1'), unknownIn('Unheard.v1'), unknownIn('TopicCreated.v9')]).toEqual(['Unheard.v1', 'type', 'version']); // prettier-ignore
  expect(decodeStored('TopicCreated.v9', 1)).toEqual({ type: 'TopicCreated.v9', data: 1, unknown: 'version' });
});
