import { QueryMessage, type CommandClass } from '@stoa/kernel';
import * as contracts from './index.ts';

const classes = Object.values(contracts as Record<string, unknown>).filter(
  (value): value is CommandClass => typeof value === 'function',
);
const commands = classes.filter((value) => 'schema' in value && /^class/.test(String(value)));
const queries = classes.filter(({ prototype }) => (prototype as unknown) instanceof QueryMessage);
/** Answered from read models or by whoever keeps them, in the process that is asked. */
const LOCAL = [
  'FindToken',
  'GetLeaderboard',
  'GetQuestionPage',
  'GetRebuild',
  'ListProjections',
  'ListQuestions',
  'ListSetAside',
  'StartRebuild',
];

const ownedTypes = contracts.serviceNames.flatMap((service) => {
  const { commands: own, queries: asked } = contracts.owned[service];
  return [...own, ...asked].map(({ type }) => type);
});

it('has one owner for each command', () => {
  expect(commands.length).toBeGreaterThan(20);
  for (const { type } of commands) expect([type, ownedTypes.filter((owned) => owned === type).length]).toEqual([type, 1]);
});

it('has one owner for each query that is answered from a stream', () => {
  const named = queries.map(({ name }) => name).sort();
  expect(named).toEqual([...LOCAL, ...ownedTypes.filter((type) => type.startsWith('Get'))].sort());
});

it('says the same by type', () => expect([...contracts.owners.keys()].sort()).toEqual([...new Set(ownedTypes)].sort()));

it('makes the message of a query from its fields, and of nothing else', () => {
  for (const { queries: forms } of Object.values(contracts.owned))
    for (const { query, schema, make } of forms) {
      const fields = Object.fromEntries(
        Object.keys(schema.shape).map((key) => [key, key === 'options' ? { limit: 5 } : '11111111-1111-5111-8111-111111111111']),
      );
      const made = make(fields);
      expect(made).toBeInstanceOf(query);
      expect({ ...made }).toEqual(fields);
      expect(() => make({ ...fields, more: 1 })).toThrow();
    }
});
