import { randomFrom } from '@stoa/contracts/testing/facts';
import { nothing, type Measures } from '../judged-views.ts';
import type { Counts, Section } from './counts.ts';
import { addPacked, eachOf } from './packed-counts.ts';
import { keyPart, partOf, quarterKey, quarterOf } from './values.ts';

const some = (over: Partial<Measures>): Measures => ({ ...nothing(), ...over });
const opposite = (measures: Measures): Measures =>
  Object.fromEntries(Object.entries(measures).map(([name, number]) => [name, 0 - number])) as unknown as Measures;
const packCounts = (of: Counts) => addPacked('', of);
const sectionOf = (packed: string, letter: string): Section => {
  const section: Section = new Map();
  eachOf(packed, letter, (key, measures) => section.set(key, measures));
  return section;
};
const unpackCounts = (packed: string): Counts => new Map(['h', 'g', 'a'].map((letter) => [letter, sectionOf(packed, letter)]));
const LYNX = keyPart('Lynx – ünïcode \n 🐈') + keyPart('') + keyPart('phone');

const counts = (): Counts =>
  new Map([
    ['h', new Map([[quarterKey(0), some({ views: 1, visitors: 1 })]]).set(quarterKey(95), some({ readMs: 86_400_000 }))],
    ['g', new Map([[LYNX, some({ views: 31, visitors: 32, excluded: 2 ** 40, readMs: 77 })]])],
    ['a', new Map([[keyPart(''), some({ views: 2, visitors: 0, repeats: 3 })]]).set(keyPart('x'.repeat(300)), some({ views: -1, visitors: -1, readMs: -40 }))], // prettier-ignore
  ]);

it('reads what was written', () => expect(unpackCounts(packCounts(counts()))).toEqual(counts()));

it('reads the parts of a key', () =>
  expect([0, 1, 2].map((part) => partOf(LYNX, part))).toEqual(['Lynx – ünïcode \n 🐈', '', 'phone']));

it('takes a few characters for what is usual', () => {
  const agent = ['Chrome', 'Windows', 'desktop'].map(keyPart).join('');
  const usual: Counts = new Map([['g', new Map([[agent, some({ views: 3, visitors: 3, readMs: 30_000 })]])]]);
  expect(packCounts(usual)).toHaveLength('g1'.length + 'CWd'.length + '3'.length + 'rrr'.length);
});

it('writes neither as many visitors as views nor as many bots as were excluded', () => {
  const lengthOf = (over: Partial<Measures>) => packCounts(new Map([['h', new Map([[quarterKey(0), some(over)]])]])).length;
  const head = 'h1'.length + quarterKey(0).length;
  expect(lengthOf({ views: 7, visitors: 7 })).toBe(head + '7'.length);
  expect(lengthOf({ views: 8, visitors: 8 })).toBe(head + 'f8'.length);
  expect(lengthOf({ views: 8, visitors: 7, excluded: 5, bots: 5 })).toBe(head + 'f875'.length);
  expect(lengthOf({ views: 8, visitors: 7, excluded: 5, bots: 0 })).toBe(head + 'f8750'.length);
});

it('reads back numbers of every size and sign', () => {
  const random = randomFrom(3);
  const number = () =>
    random() < 0.4 ? 0 : Math.floor(random() * 10 ** Math.floor(random() * 6)) * (random() < 0.1 ? -1 : 1) || 0;
  for (let round = 0; round < 2000; round++) {
    const views = number();
    const excluded = number();
    const visitors = random() < 0.5 ? views : number();
    const bots = random() < 0.5 ? excluded : number();
    const measures = some({ views, visitors, excluded, bots, repeats: number(), readMs: number() });
    const of: Counts = new Map([['h', new Map([[quarterKey(1), { ...measures, views: views || 1 }]])]]);
    expect(sectionOf(packCounts(of), 'h')).toEqual(of.get('h'));
  }
});

it('writes an id without its length', () => {
  const id = 'AbCdEfGhIjKlMnOpQrStUv';
  expect(keyPart(id)).toHaveLength(23);
  expect([partOf(keyPart(id), 0), partOf(keyPart(id) + keyPart(id.slice(1)), 1)]).toEqual([id, id.slice(1)]);
});

it('of all that was added and taken back nothing is left', () => {
  const back = [...counts()].map(([letter, section]): [string, Map<string, Measures>] => [
    letter,
    new Map([...section].map(([key, measures]) => [key, opposite(measures)])),
  ]);
  expect(addPacked(packCounts(counts()), new Map(back))).toBe('');
});

it('adds to some entries and leaves the others as they are', () => {
  const more: Counts = new Map([
    ['a', new Map([[keyPart(''), some({ views: 1, repeats: -3 })]]).set(keyPart('new'), some({ views: 1, visitors: 1 }))],
    ['x', new Map([[keyPart('Googlebot'), some({ excluded: 1, bots: 1 })]])],
    ['y', new Map()],
  ]);
  const sum = addPacked(packCounts(counts()), more);
  const { a, ...others } = Object.fromEntries(unpackCounts(sum)) as Record<string, Section>;
  expect(a).toEqual(
    new Map(counts().get('a')).set(keyPart(''), some({ views: 3 })).set(keyPart('new'), some({ views: 1, visitors: 1 })),
  );
  const { a: _a, ...before } = Object.fromEntries(counts());
  expect(others).toEqual(before);
  expect(sectionOf(sum, 'x')).toEqual(more.get('x'));
});

it('throws for damage and never goes on for ever', () => {
  const random = randomFrom(1);
  const text = packCounts(counts());
  for (let round = 0; round < 500; round++) {
    const at = Math.floor(random() * text.length);
    const other = random() < 0.5 ? '' : String.fromCharCode(random() * 128) + text.slice(at + 1);
    try {
      addPacked(text.slice(0, at) + other, counts());
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }
});

it('has a character for each quarter hour', () =>
  expect(Array.from({ length: 96 }, (_, quarter) => quarterOf(quarterKey(quarter)))).toEqual([...Array(96).keys()]));
