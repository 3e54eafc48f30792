import { derivedId } from '@stoa/kernel';
import { mentorIdOf, slugOf, topicKeyOf, viewShardOf } from './keys.ts';
import { VIEW_SHARDS } from './streams.ts';
import { slug, topicKey } from './vocabulary.ts';

describe('the key of a topic', () => {
  it.each([
    ['C', 'c'],
    ['C++', 'c-plus-plus'],
    ['c ++', 'c-plus-plus'],
    ['Ｃ＋＋', 'c-plus-plus'],
    ['C#', 'c-sharp'],
    ['.NET', 'dot-net'],
    ['ASP.NET', 'asp-dot-net'],
    ['R&D', 'r-and-d'],
    ['Event Sourcing', 'event-sourcing'],
    ['  event   SOURCING ', 'event-sourcing'],
    ['event-sourcing', 'event-sourcing'],
    ['Café', 'cafe'],
    ['cafe\u0301', 'cafe'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['IĞDIR', 'igdir'],
    ["people's skills", 'peoples-skills'],
    ['100%', '100-percent'],
  ])('%j is %s', (name, key) => expect(topicKeyOf(name)).toBe(key));

  it.each([
    ['写作', /^topic-[0-9a-f]{8}$/],
    ['Психология', /^topic-[0-9a-f]{8}$/],
    ['🦉', /^topic-[0-9a-f]{8}$/],
    ['Go 语言', /^go-[0-9a-f]{8}$/],
    ['٣D', /^d-[0-9a-f]{8}$/],
  ])('%j is readable as far as it goes', (name, key) => expect(topicKeyOf(name)).toMatch(key));

  it('tells other scripts apart, but not their case', () => {
    const keys = ['写作', '阅读', 'Go 语言', 'Go', 'Психология', '🦉', '🐘'].map(topicKeyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(topicKeyOf('ПСИХОЛОГИЯ ')).toBe(topicKeyOf('психология'));
  });

  it.each([
    'C++',
    'Event Sourcing',
    '写作',
    'Go 语言',
    'x'.repeat(60),
    `${'long '.repeat(11)}word`,
    '语'.repeat(60),
    `${'ab '.repeat(19)}语`,
  ])('is a valid key, and the key of itself: %j', (name) => {
    const key = topicKeyOf(name);
    expect(topicKey.parse(key)).toBe(key);
    expect(topicKeyOf(key)).toBe(key);
  });
});

describe('the slug of a title', () => {
  it.each([
    ['How do you price a workshop?', 'how-do-you-price-a-workshop'],
    ["What's your answer to: “What is product management?”", 'whats-your-answer-to-what-is-product-management'],
    ['C++ или C#?', 'c-c'],
    ['Über naïve façades', 'uber-naive-facades'],
    ['  --  42  --  ', '42'],
    ['Как оценить?', 'question'],
    ['写作', 'question'],
    ['🦉🦉', 'question'],
  ])('%j is %s', (title, expected) => expect(slugOf(title, 'question')).toBe(expected));

  it('is cut at a word', () => {
    expect(slugOf(`${'word '.repeat(15)}abcd efgh`, 'question')).toBe(`${'word-'.repeat(15)}abcd`);
    expect(slugOf(`${'word '.repeat(15)}abcde fgh`, 'question')).toBe(`${'word-'.repeat(15)}abcde`);
    expect(slugOf(`${'word '.repeat(15)}abcdefgh`, 'question')).toBe('word-'.repeat(15).slice(0, -1));
  });

  it('is cut within a word where there is but one', () => expect(slugOf('a'.repeat(300), 'question')).toBe('a'.repeat(80)));

  it('never passes for an id', () => {
    const id = derivedId('an id');
    expect(slugOf(id, 'question')).toBe(`question-${id}`);
  });

  it('fits, even with a whole id behind it', () => {
    for (const title of ['a'.repeat(300), `${'word '.repeat(60)}`, '🦉', derivedId('an id')])
      expect(slug.safeParse(`${slugOf(title, 'question')}-${derivedId('x')}`).success).toBe(true);
  });
});

it('derived names are stored format: they never change', () => {
  expect(mentorIdOf('5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10')).toMatchInlineSnapshot(`"49dd75f2-fb0f-5f99-9fde-c6db1752fab2"`);
  expect(topicKeyOf('写作')).toMatchInlineSnapshot(`"topic-9fa4fe8b"`);
  expect(viewShardOf('5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10')).toMatchInlineSnapshot(`3`);
});

it('shards of views are all used, about evenly', () => {
  const counts = new Map<number, number>();
  for (let index = 0; index < 3200; index++) {
    const shard = viewShardOf(derivedId(String(index)));
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: VIEW_SHARDS }, (_, shard) => shard));
  for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(80);
});
