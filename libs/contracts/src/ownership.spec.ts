import { QueryMessage, type CommandClass, type QueryClass } from '@stoa/kernel';
import * as contracts from './index.ts';

const classes = Object.values(contracts as Record<string, unknown>).filter(
  (value): value is CommandClass | QueryClass => typeof value === 'function' && /^class/.test(String(value)),
);
const isQuery = ({ prototype }: CommandClass | QueryClass) => (prototype as unknown) instanceof QueryMessage;
const typesOf = (some: readonly { readonly type: string }[]) => some.map(({ type }) => type).sort();
const commands = typesOf(classes.filter((value) => !isQuery(value)));
const queries = typesOf(classes.filter(isQuery));
/** Handled by read models, or by what keeps them, in the process that receives them. */
const LOCAL = {
  commands: ['CancelVerification', 'StartRebuild', 'StartVerification'],
  queries: [
    'ExplainViews',
    'FindNames',
    'FindToken',
    'FindViewTargets',
    'GetLeaderboard',
    'GetQuestionPage',
    'GetRebuild',
    'GetTopic',
    'GetVerification',
    'ListAnswers',
    'ListProjections',
    'ListQuestions',
    'ListSetAside',
    'ListTopics',
    'QueryAnalytics',
    'ShowQuestionPage',
  ],
};

const services = Object.values(contracts.owned);
const owned = {
  commands: services.flatMap((service) => service.commands.map(({ type }) => type)),
  queries: services.flatMap((service) => service.queries.map(({ type }) => type)),
};

it('has one owner for each command', () => {
  expect(commands.length).toBeGreaterThan(20);
  expect(commands).toEqual([...LOCAL.commands, ...owned.commands].sort());
});

it('has one owner for each query that is answered from a stream', () => {
  expect(queries).toEqual([...LOCAL.queries, ...owned.queries].sort());
});

it('says the same by type', () => {
  expect([...contracts.owners.keys()].sort()).toEqual([...owned.commands, ...owned.queries].sort());
});

it('makes the message of a query from its fields, and of nothing else', () => {
  for (const { queries: owns } of services)
    for (const Query of owns) {
      const id = '11111111-1111-5111-8111-111111111111';
      const fields = Object.fromEntries(
        Object.keys(Query.schema.shape).map((key) => [
          key,
          key === 'limit'
            ? 5
            : key === 'now'
              ? '2026-03-02T10:00:00.000Z'
              : key === 'log'
                ? 'ab'.repeat(32)
                : key === 'from'
                  ? '0000000000000007'
                  : id,
        ]),
      );
      const made = new Query(Query.schema.parse(fields));
      expect(made).toBeInstanceOf(Query);
      expect({ ...made }).toEqual(fields);
      expect(made.type).toBe(Query.type);
      expect(Query.schema.safeParse({ ...fields, more: 1 }).success).toBe(false);
    }
});
