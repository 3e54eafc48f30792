import { factsOf, type ClassifiedFact, type ToldFacts, type ViewFact } from '@stoa/contracts';
import { NOON, answerNamed, pseudonymOf, readerNamed, seen, told } from '../testing/told.ts';
import { judge } from './judge.ts';
import { LIMITS, rulesV1 } from './rules-v1.ts';
import { ShardMemory } from './shard-memory.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What becomes of facts, told in this order; `retry` for what was told before. */
function judged(...messages: ToldFacts[]): (ClassifiedFact | 'retry')[] {
  const memory = new ShardMemory();
  return messages.flatMap(factsOf).map((fact: ViewFact) => judge(rulesV1, fact, memory) ?? 'retry');
}
const classesOf = (...messages: ToldFacts[]) => judged(...messages).map((fact) => (fact === 'retry' ? fact : fact.class));
const render = (name: string) => pseudonymOf(`render ${name}`);
const counted = (classes: readonly string[]) => classes.filter((of) => of === 'human').length;

describe('a fact', () => {
  const bot = { ...readerNamed('one'), bot: 'Googlebot' };

  it.each([
    ['that meets the rule is a view', told(), 'human'],
    ['without a token is invalid', told({ facts: [seen({ verdict: 'missing', sinceRender: null })] }), 'invalid'],
    ['with a forged token is invalid, a bot’s too', told({ reader: bot, facts: [seen({ verdict: 'forged' })] }), 'invalid'],
    ['with an expired token is invalid', told({ facts: [seen({ verdict: 'expired' })] }), 'invalid'],
    ['of what is not there is invalid', told({ facts: [seen({ target: null })] }), 'invalid'],
    ['of a bot is the bot’s, prefetched or not', told({ reader: bot, prefetch: true }), 'known_bot'],
    [
      'that claims more time than has passed is automated',
      told({ facts: [seen({ visibleMs: 9000, sinceRender: 3000 })] }),
      'automated',
    ],
    ['that came with a prefetch is no view', told({ prefetch: true, staff: true }), 'prefetch'],
    ['of less than half is a glimpse, also staff’s', told({ staff: true, facts: [seen({ share: 49 })] }), 'glimpse'],
    ['of less than a second is a glimpse', told({ facts: [seen({ visibleMs: 999 })] }), 'glimpse'],
    ['of a page that was left is a glimpse', told({ facts: [seen({ kind: 'glimpse' })] }), 'glimpse'],
    ['of staff is staff’s, the own answer too', told({ staff: true, facts: [seen({ self: true })] }), 'staff'],
    ['of the author is the own', told({ facts: [seen({ self: true })] }), 'self'],
  ])('%s', (_what, message, expected) => expect(classesOf(message)).toEqual([expected]));

  it('of the same visitor and answer counts once a UTC day, whichever page showed it', () => {
    const again = (name: string, at: number) => told({ at, facts: [seen({ render: render(name) })] });
    const late = Date.UTC(2026, 10, 2, 23, 59);
    expect(classesOf(again('a', NOON), again('b', NOON + 1), again('c', late), again('d', late + 2 * MINUTE))).toEqual([
      'human',
      'repeat',
      'repeat',
      'human',
    ]);
  });

  it('that is told again is a retry, in no class, also past midnight', () => {
    const late = Date.UTC(2026, 10, 2, 23, 59);
    expect(classesOf(told({ at: late }), told({ at: late }), told({ at: late + 2 * MINUTE }))).toEqual([
      'human',
      'retry',
      'retry',
    ]);
  });

  it('may be a glimpse first and a view later', () =>
    expect(classesOf(told({ facts: [seen({ kind: 'glimpse' })] }), told())).toEqual(['glimpse', 'human']));
});

describe('the time of what was seen', () => {
  const time = (visibleMs: number) => told({ facts: [seen({ kind: 'time', visibleMs, sinceRender: 600_000 })] });
  const readTimes = (...messages: ToldFacts[]) => judged(...messages).map((fact) => (fact === 'retry' ? fact : fact.readMs));

  it('is the greatest told', () =>
    expect(readTimes(told(), time(4000), time(9000), time(9000), time(5000))).toEqual([0, 4000, 5000, 'retry', 'retry']));
  it('of what did not count adds nothing', () => {
    expect(readTimes(told({ facts: [seen({ self: true })] }), time(4000))).toEqual([0, 0]);
    expect(classesOf(told({ facts: [seen({ self: true })] }), time(4000))).toEqual(['self', 'self']);
  });
  it('of what was never seen is a glimpse’s', () => expect(classesOf(time(4000))).toEqual(['glimpse']));
});

describe('whose first view of the day it is', () => {
  const first = (name: string, answer: string) => told({ facts: [seen({ render: render(name), target: answerNamed(answer) })] });
  it('is told for the site, the question, the mentor and each topic', () => {
    const facts = judged(first('a', 'one'), first('b', 'two'), first('c', 'one'));
    expect(facts.map((fact) => fact !== 'retry' && fact.first)).toEqual([1 | 2 | 4 | 8, 4, 0]);
  });
});

describe('machines', () => {
  /** Each visitor reads one answer once, all from one address. */
  const visitors = (count: number, over: number) =>
    Array.from({ length: count }, (_, index) =>
      told({
        at: NOON - (NOON % DAY) + Math.floor((index * over) / count),
        reader: readerNamed(`visitor ${index}`, 'shared'),
        facts: [seen({ render: render(`${index}`) })],
      }),
    );

  it.each([10 * MINUTE, 60 * MINUTE, DAY])('10,000 made-up visitors of one address within %i ms: at most 1 % count', (over) =>
    expect(counted(classesOf(...visitors(10_000, over)))).toBeLessThanOrEqual(100),
  );
  it('200 readers behind one address within an hour all count', () =>
    expect(counted(classesOf(...visitors(200, 60 * MINUTE)))).toBe(200));

  it('a browser that reloads 1,000 times makes one view', () => {
    const reloads = Array.from({ length: 1000 }, (_, index) =>
      told({ at: NOON + index * 100, facts: [seen({ render: render(`${index}`) })] }),
    );
    const classes = classesOf(...reloads);
    expect(counted(classes)).toBe(1);
    expect(classes.filter((of) => of === 'repeat')).toHaveLength(LIMITS.facts - 1);
  });

  it('a visitor who sees more answers within ten minutes than anybody reads is one', () => {
    const answers = Array.from({ length: 300 }, (_, index) =>
      told({ at: NOON + index * 1000, facts: [seen({ target: answerNamed(`${index}`), render: render(`${index}`) })] }),
    );
    expect(counted(classesOf(...answers))).toBe(LIMITS.facts);
  });
});
