import { readFileSync, readdirSync } from 'node:fs';
import { renderEventReference } from './event-reference.ts';
import { checkedEvent, definitions } from './registry.ts';

const folder = new URL('../golden/', import.meta.url);
const files = readdirSync(folder).sort();
const golden = (file: string) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { type: string; stored: object; read: object };

it('there is one golden file for every event and version ever published, and no other', () => {
  expect(files).toEqual(definitions.map(({ type }) => `${type}.json`).sort());
});

describe.each(files)('%s', (file) => {
  const { type, stored, read } = golden(file);

  it('stands under its own name', () => expect(`${type}.json`).toBe(file));

  it('is read as on the day it was published', () => expect(checkedEvent({ type, data: stored }).data).toStrictEqual(read));

  it('is stored as it is read', () => expect(checkedEvent({ type, data: read }).data).toStrictEqual(read));

  it('needs each of its fields', () => {
    for (const field of Object.keys(stored)) {
      const without = Object.fromEntries(Object.entries(stored).filter(([name]) => name !== field));
      expect(() => checkedEvent({ type, data: without })).toThrow(field);
    }
  });

  it('takes no field that no contract names', () => {
    expect(() => checkedEvent({ type, data: { ...stored, extra: 1 } })).toThrow('extra');
  });
});

it('refuses an event that no contract names', () => {
  expect(() => checkedEvent({ type: 'QuestionPraised.v1', data: {} })).toThrow('QuestionPraised.v1');
});

it('totals may say which message of a topic they end with', () => {
  const { type, stored } = golden('ViewsImported.v1.json');
  const data = { ...stored, offset: { partition: 3, offset: '9007199254740993' } };
  expect(checkedEvent({ type, data }).data).toStrictEqual(data);
  expect(() => checkedEvent({ type, data: { ...stored, offset: { partition: 3, offset: 12 } } })).toThrow('offset');
});

it('docs/reference/events.md is what the contracts say (write it anew with `npm run docs`)', () => {
  const reference = readFileSync(new URL('../../../docs/reference/events.md', import.meta.url), 'utf8');
  expect(reference).toBe(renderEventReference((type) => golden(`${type}.json`).stored));
});
