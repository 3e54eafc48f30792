import { createHash } from 'node:crypto';
import { FIRST, isView, viewClasses, type ClassifiedFact, type ViewReader, type ViewTarget } from '../view-fact.ts';

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const digest = (...parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
const uuidOf = (...parts: unknown[]) => {
  const hex = digest(...parts);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const aTarget = (over: Partial<ViewTarget> = {}): ViewTarget => ({
  questionId: uuidOf('question', 1),
  slug: 'how-long-should-tea-steep',
  answerId: uuidOf('answer', 1),
  mentorId: uuidOf('mentor', 1),
  company: 'Kettle & Co',
  topics: ['tea'],
  ...over,
});

export const aReader = (over: Partial<ViewReader> = {}): ViewReader => ({
  visitor: '00000000000000aa',
  network: '00000000000000bb',
  browser: 'Firefox',
  os: 'Linux',
  device: 'desktop',
  bot: null,
  country: 'NL',
  screen: 'large',
  language: 'nl',
  ...over,
});

/** A counted view, but for what is said otherwise. */
export const aFact = (over: Partial<ClassifiedFact> = {}): ClassifiedFact => ({
  at: Date.UTC(2026, 10, 2, 9, 30),
  kind: 'seen',
  target: aTarget(),
  render: '00000000000000cc',
  verdict: 'valid',
  prefetch: false,
  staff: false,
  self: false,
  share: 100,
  visibleMs: 1000,
  sinceRender: 4000,
  referrer: null,
  utmSource: null,
  reader: aReader(),
  class: 'human',
  first: FIRST.site | FIRST.question | FIRST.mentor,
  readMs: 0,
  ...over,
});

export interface RandomShape {
  readonly answersPerRender?: number;
  readonly answers?: number;
  readonly from?: number;
  readonly days?: number;
}

const REFERRERS = [null, null, 'search.example', 'news.example', 'forum.example'];
const SOURCES = [null, null, null, 'newsletter', 'weekly, "the best"'];
const BROWSERS = ['Chrome', 'Firefox', 'Safari', 'Edge'];
const SYSTEMS = ['Windows', 'Linux', 'macOS', 'Android', 'iOS'];
const COUNTRIES = [null, 'NL', 'DE', 'IN', 'BR', 'US'];
const BOTS = [null, null, null, null, 'Googlebot', 'other'];

/** Facts of every kind and class, the same for the same seed. Their judgement is random too: no rule made it. */
export function randomFacts(
  length: number,
  seed: number,
  { answersPerRender = 3, answers = 60, from = Date.UTC(2026, 10, 2, 22), days = 1 }: RandomShape = {},
): ClassifiedFact[] {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const facts: ClassifiedFact[] = [];
  let at = from;
  while (facts.length < length) {
    at += Math.floor((random() * 2 * days * 86_400_000 * answersPerRender) / Math.max(length, 1));
    const question = Math.floor(random() ** 2 * (answers / answersPerRender));
    const reader = aReader({
      visitor: digest('visitor', Math.floor(random() * length)).slice(0, 16),
      network: digest('network', Math.floor(random() * length)).slice(0, 16),
      browser: pick(BROWSERS),
      os: pick(SYSTEMS),
      device: pick(['desktop', 'phone', 'tablet']),
      bot: pick(BOTS),
      country: pick(COUNTRIES),
      language: pick([null, 'en', 'nl', 'pt-br']),
    });
    const shared = {
      render: digest('render', seed, facts.length).slice(0, 16),
      referrer: pick(REFERRERS),
      utmSource: pick(SOURCES),
      reader,
      prefetch: random() < 0.05,
      staff: random() < 0.05,
    };
    const issued = at - Math.floor(random() * 600_000);
    for (let answer = 0; answer < answersPerRender && facts.length < length; answer++)
      facts.push(randomFact(at + answer * 700, question, answer, { ...shared, sinceRender: at + answer * 700 - issued }));
  }
  return facts;

  function randomFact(moment: number, question: number, answer: number, shared: Partial<ClassifiedFact>): ClassifiedFact {
    const whole = random() < 0.15;
    const mentor = (question * 3 + answer) % 17;
    const target = aTarget({
      questionId: uuidOf('question', question),
      slug: `question-${question}`,
      answerId: whole ? null : uuidOf('answer', question, answer),
      mentorId: whole ? null : uuidOf('mentor', mentor),
      company: whole ? null : ['Kettle & Co', '', '=1+1'][mentor % 3]!,
      topics: question % 3 === 0 ? ['tea', 'coffee'] : question % 3 === 1 ? ['tea'] : [],
    });
    const kind = pick(['seen', 'seen', 'seen', 'glimpse', 'time'] as const);
    const of = random() < 0.6 ? 'human' : pick(viewClasses);
    const fact = aFact({
      ...shared,
      at: moment,
      kind,
      target,
      self: random() < 0.03,
      class: of,
      visibleMs: kind === 'time' ? Math.floor(random() * 60_000) : 1000,
    });
    const first = isView(fact)
      ? (random() < 0.3 ? FIRST.site : 0) |
        (random() < 0.6 ? FIRST.question : 0) |
        (target.mentorId !== null && random() < 0.7 ? FIRST.mentor : 0) |
        target.topics.reduce((set, _topic, index) => set | (random() < 0.5 ? FIRST.topic(index) : 0), 0)
      : 0;
    return { ...fact, first, readMs: of === 'human' && kind === 'time' ? Math.floor(random() * 30_000) : 0 };
  }
}
