import { factsOf, type ClassifiedFact, type ToldFacts, type ViewFact, type ViewReader } from '@stoa/contracts';
import { aTarget } from '@stoa/contracts/testing/facts';
import { idOf, seeded, type Random } from '@stoa/testing';
import { NaiveMemory } from '../testing/naive-memory.ts';
import { NOON, pseudonymOf, readerNamed, seen, told } from '../testing/told.ts';
import { DayMemory } from './day-memory.ts';
import { judge, type FactMemory } from './judge.ts';
import { LogMemory } from './log-memory.ts';
import { ruleBooks } from './rule-books.ts';
import { rulesV1 } from './rules-v1.ts';
import { ShardMemory } from './shard-memory.ts';
import type { ViewRules } from './view-rules.ts';

const MINUTE = 60_000;

/** Few of everything, so that all of it meets: renders of several readers, readers of several networks, things whose topics and mentors change. */
function randomFact(random: Random, at: number): ViewFact {
  const question = random.below(3);
  const answer = random.below(3);
  const target = aTarget({
    questionId: idOf(`question ${question}`),
    answerId: answer === 0 ? null : idOf(`answer ${question} ${answer}`),
    mentorId: random.chance(0.3) ? null : idOf(`mentor ${random.chance(0.9) ? answer : random.below(4)}`),
    topics: ['tea', 'pots', 'water', 'fire'].filter((_, index) => random.chance(0.8) === (index === question)),
  });
  const visitor = random.below(12);
  const network = random.chance(0.9) ? visitor % 4 : random.below(6);
  const bot = random.chance(0.05) ? 'Googlebot' : null;
  const render = `${random.chance(0.9) ? visitor : random.below(12)} ${random.below(4)}`;
  return {
    ...seen({ kind: random.one(['seen', 'seen', 'glimpse', 'time']), render: pseudonymOf(render) }),
    at,
    target: random.chance(0.03) ? null : target,
    reader: { ...readerNamed(`${visitor} ${Math.floor(at / (24 * 60 * MINUTE))}`, `${network}`), bot },
    verdict: random.chance(0.05) ? 'expired' : 'valid',
    prefetch: random.chance(0.05),
    staff: random.chance(0.05),
    self: random.chance(0.05),
    visibleMs: 500 * random.below(8),
    sinceRender: random.chance(0.05) ? 1000 : null,
  };
}

/** Judges a fact; what becomes of it, and how fast its reader and network have been. */
function judged(rules: ViewRules, fact: ViewFact, memory: FactMemory, suspect = false) {
  const classified = judge(rules, fact, memory, () => suspect);
  const { atOnce, today } = memory.day(fact.at).visitorsOf(fact);
  const pace = `${memory.day(fact.at).factsOf(fact)} ${atOnce} ${today}`;
  const verdict = classified ? `${classified.class} ${classified.first} ${classified.readMs}` : 'retry';
  return { classified, line: `${verdict}, ${pace}` };
}

describe('what is remembered judges as maps of texts do', () => {
  const memories = (rules: ViewRules) =>
    rules.kind === 'logs' ? [new LogMemory(), new NaiveMemory(false)] : [new ShardMemory(), new NaiveMemory()];

  it.each([...ruleBooks.values()].flatMap((rules) => [1, 2, 3].map((seed) => [rules.version, seed, rules] as const)))(
    'by %s, seed %d, also after it was made again from judged facts',
    (_version, seed, rules) => {
      const random = seeded(seed);
      let [compact, naive] = memories(rules);
      const sealed: ClassifiedFact[] = [];
      const found: string[] = [];
      const expected: string[] = [];
      let at = NOON;
      for (let index = 0; index < 4000; index++) {
        at += random.chance(0.01) ? random.below(300 * MINUTE) : random.below(20_000);
        const fact = randomFact(random, at - (random.chance(0.05) ? random.below(10 * MINUTE) : 0));
        const suspect = random.chance(0.05);
        expected.push(judged(rules, fact, naive!, suspect).line);
        const { classified, line } = judged(rules, fact, compact!, suspect);
        found.push(line);
        if (classified) sealed.push(classified);
        if (!random.chance(0.002)) continue;
        // Whoever sealed this did not remember what came before.
        sealed.push({ ...randomFact(random, at), class: 'human', first: random.below(2), readMs: 0 });
        [compact, naive] = memories(rules);
        for (const one of sealed) for (const memory of [compact!, naive!]) memory.remember(one);
      }
      expect(found).toEqual(expected);
      expect(new Set(found).size).toBeGreaterThan(rules.kind === 'logs' ? 10 : 20);
    },
  );

  it('of many visitors, who come back', () => {
    const random = seeded(5);
    const [compact, naive] = memories(rulesV1);
    const messages = Array.from({ length: 5000 }, (_, index) => visit(random.below(4000), index % 7, random));
    const facts = messages.flatMap(factsOf);
    const found = facts.map((fact) => judged(rulesV1, fact, compact!).line);
    expect(found).toEqual(facts.map((fact) => judged(rulesV1, fact, naive!).line));
  });

  it('of a visitor who reads all day', () => {
    const random = seeded(6);
    const [compact, naive] = memories(rulesV1);
    const facts = Array.from({ length: 1500 }, (_, index): ViewFact => {
      const answerId = idOf(`answer ${random.below(400)}`);
      const mentorId = random.chance(0.2) ? null : idOf(`mentor ${random.below(60)}`);
      const topics = Array.from({ length: random.below(4) }, () => `topic-${random.below(90)}`);
      const questionId = idOf(`question ${random.below(150)}`);
      const render = pseudonymOf(`${random.below(1000)}`);
      const [fact] = factsOf(told({ facts: [seen({ render, target: aTarget({ answerId, questionId, mentorId, topics }) })] }));
      return { ...fact!, at: NOON - 11 * 60 * MINUTE + index * MINUTE * 0.9 };
    });
    const found = facts.map((fact) => judged(rulesV1, fact, compact!).line);
    expect(found).toEqual(facts.map((fact) => judged(rulesV1, fact, naive!).line));
    expect(found.filter((line) => line.startsWith('human')).length).toBeGreaterThan(200);
  });
});

/** A visitor reads a question and two of its answers, and tells how long. */
function visit(visitor: number, question: number, random: Random): ToldFacts {
  const reader: ViewReader = readerNamed(`${visitor}`, `of ${visitor % 20 === 0 ? 0 : visitor}`);
  const render = pseudonymOf(`${visitor} ${random.below(2)}`);
  const targets = [null, 'one', 'two'].map((answer) =>
    aTarget({
      questionId: idOf(`question ${question}`),
      answerId: answer === null ? null : idOf(`answer ${question} ${answer}`),
      mentorId: answer === null ? null : idOf(`mentor ${answer}`),
    }),
  );
  const kind = random.one(['seen', 'time'] as const);
  return told({ at: NOON + random.below(5 * MINUTE), reader, facts: targets.map((target) => seen({ kind, target, render })) });
}

describe('the size of what is remembered', () => {
  /** Bytes that so many visitors add, each of whom reads three things on one page and tells how long. */
  function bytesOf(visitors: number): number {
    const memory = new ShardMemory();
    const day = memory.day(NOON);
    const random = seeded(1);
    for (let visitor = 0; visitor < visitors; visitor++) {
      const message = visit(visitor, visitor % 500, random);
      for (const kind of ['seen', 'time'] as const)
        for (const fact of factsOf(message)) judge(rulesV1, { ...fact, kind, sinceRender: 20_000 }, memory);
    }
    return day.bytes - day.targetBytes;
  }

  it('is at most 32 bytes for each visitor and thing, above what there is to see', () => {
    const added = bytesOf(5000) - bytesOf(2000);
    expect(added / (3000 * 3)).toBeLessThanOrEqual(32);
  });

  it('grows by an eighth at most at once, so that nothing is kept twice', () => {
    const day = new DayMemory();
    const steps: number[] = [];
    for (let visitor = 0; visitor < 5000; visitor++) {
      const before = day.bytes;
      const [fact] = factsOf(told({ reader: readerNamed(`${visitor}`) }));
      day.remember({ ...fact!, class: 'human', first: 1, readMs: 0 });
      if (visitor > 2500) steps.push(day.bytes / before);
    }
    expect(Math.max(...steps)).toBeLessThan(1.125);
  });
});
