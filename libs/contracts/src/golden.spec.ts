import { readFileSync, readdirSync } from 'node:fs';
import { decodeStored } from './decoding.ts';
import { renderEventReference } from './event-reference.ts';
import { checkedEvent, checkedVersion, registry, upcasters } from './registry.ts';
import { routeOf } from './topics.ts';

const folder = new URL('../golden/', import.meta.url);
const files = readdirSync(folder).sort();
const golden = (file: string) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { type: string; stored: object; read: object; upcast?: object };

it('there is one golden file for every event and version ever published, and no other', () => {
  expect(files).toEqual([...registry.keys()].map((type) => `${type}.json`).sort());
});

describe.each(files)('%s', (file) => {
  const { type, stored, read } = golden(file);

  it('stands under its own name', () => expect(`${type}.json`).toBe(file));

  it('is checked as on the day it was published', () => expect(checkedVersion({ type, data: stored }).data).toStrictEqual(read));

  it('is stored as it is read', () => expect(checkedVersion({ type, data: read }).data).toStrictEqual(read));

  it('needs each of its fields', () => {
    for (const field of Object.keys(stored)) {
      const without = Object.fromEntries(Object.entries(stored).filter(([name]) => name !== field));
      expect(() => checkedVersion({ type, data: without })).toThrow(field);
    }
  });

  it('takes no field that no contract names', () => {
    expect(() => checkedVersion({ type, data: { ...stored, extra: 1 } })).toThrow('extra');
  });
});

describe.each(upcasters)('$from.type', ({ from, to, upcast }) => {
  const former = golden(`${from.type}.json`);

  it(`becomes ${to.type} as its golden file says, which fits its shape`, () => {
    const upcasted = upcast(structuredClone(former.read));
    expect(upcasted).toStrictEqual(golden(`${to.type}.json`).upcast);
    expect(checkedVersion({ type: to.type, data: upcasted }).data).toStrictEqual(upcasted);
  });

  it('keeps its route', () => {
    const { type, data } = decodeStored(from.type, former.stored);
    const { key } = routeOf({ type, data });
    expect(Object.values(former.stored).map(String)).toContain(key);
  });

  it('is read, and not appended', () => expect(() => checkedEvent({ type: from.type, data: former.stored })).toThrow('former'));
});

it('refuses an event that no contract names', () => {
  expect(() => checkedEvent({ type: 'QuestionPraised.v1', data: {} })).toThrow('QuestionPraised.v1');
});

it('totals of the first version may say which message they end with', () => {
  const { type, stored } = golden('ViewsImported.v1.json');
  const data = { ...stored, offset: { partition: 3, offset: '9007199254740993' } };
  expect(checkedVersion({ type, data }).data).toStrictEqual(data);
  expect(decodeStored(type, data).data).toStrictEqual(data);
});

it('docs/reference/events.md is what the contracts say (`npm run docs` writes it)', () => {
  const reference = readFileSync(new URL('../../../docs/reference/events.md', import.meta.url), 'utf8');
  expect(reference).toBe(renderEventReference((type) => golden(`${type}.json`).stored));
});
