import type { ToldFacts, ViewReader, ViewTarget } from '@stoa/contracts';
import { derivedId, sha256 } from '@stoa/kernel';
import { seeded } from '../bench.ts';

export const DAY_MS = 86_400_000;
/** A site of this size: questions with three answers each. */
const QUESTIONS = 2000;
const ANSWERS = 3;
const MENTORS = 300;
const TOPICS = 60;
/** Readers come back to few pages: the page at n·u^k is read. */
const SKEW = 3;

const REFERRERS = [null, 'search.example', 'search.example', 'search.example', 'forum.example', 'mail.example'];
const COUNTRIES = ['DE', 'US', 'GB', 'IN', 'FR', 'NL', 'BR', 'PL', 'JP', 'NG'];
const LANGUAGES = ['de', 'en-us', 'en-gb', 'en-in', 'fr', 'nl', 'pt-br', 'pl', 'ja', 'en'];
const BROWSERS = [
  ['Chrome', 'Windows', 'desktop', 'large'],
  ['Chrome', 'Android', 'phone', 'small'],
  ['Safari', 'iOS', 'phone', 'small'],
  ['Safari', 'macOS', 'desktop', 'large'],
  ['Firefox', 'Linux', 'desktop', 'large'],
] as const;
const BOTS = ['Googlebot', 'bingbot', 'GPTBot'];

/** The things on each page: the question, then its answers. */
export const PAGES: readonly (readonly ViewTarget[])[] = Array.from({ length: QUESTIONS }, (_, question) => {
  const questionId = derivedId('bench', 'viewed', String(question));
  const page = {
    questionId,
    slug: `question-${question}`,
    topics: [`topic-${question % TOPICS}`, `topic-${(question * 7) % TOPICS}`],
  };
  const of = (answer: number): ViewTarget => {
    const mentor = (question * ANSWERS + answer) % MENTORS;
    return {
      ...page,
      answerId: derivedId('bench', 'viewed', String(question), String(answer)),
      mentorId: derivedId('bench', 'viewed mentor', String(mentor)),
      company: `Company ${mentor % 80}`,
    };
  };
  return [
    { ...page, answerId: null, mentorId: null, company: null },
    ...Array.from({ length: ANSWERS }, (_, answer) => of(answer)),
  ];
});

/**
 * What readers of so many views told, spread over some days from `start`, in the order of time: each reads the question and one to three answers of
 * a page, six in ten tell how long; one in twelve is a bot, one in ten a repeat.
 */
export function* syntheticViews(views: number, days: number, start: number): Generator<ToldFacts> {
  const random = seeded(11);
  const one = <T>(of: readonly T[]): T => of[Math.floor(of.length * random())]!;
  const pace = (days * DAY_MS) / views;
  let last: ToldFacts | undefined;
  for (let done = 0; done < views;) {
    const at = Math.floor(start + done * pace);
    const page = PAGES[Math.floor(PAGES.length * random() ** SKEW)]!;
    const repeats = last !== undefined && random() < 0.1;
    const reader: ViewReader = repeats ? last!.reader! : readerOf(at, done);
    const render = sha256(`${done}`).slice(0, 16);
    const from = { referrer: one(REFERRERS), utmSource: random() < 0.05 ? 'newsletter' : null };
    const seen = (repeats ? last!.facts.map(({ target }) => target!) : page.slice(0, 2 + Math.floor(random() * ANSWERS))).map(
      (target) => factOf(target, render, from, 'seen', 1000),
    );
    const timed = seen.filter(({ kind }) => kind === 'seen' && random() < 0.6);
    const told = { at, reader, prefetch: false, staff: false, facts: seen, optedOut: 0 };
    last = told;
    yield told;
    if (timed.length > 0)
      yield {
        ...told,
        at: at + 20_000,
        facts: timed.map(({ target }) => factOf(target!, render, from, 'time', 2000 + Math.floor(random() * 15_000))),
      };
    if (!repeats && reader.bot === null) done += seen.length;
    else done += 0.001;
  }

  function readerOf(at: number, done: number): ViewReader {
    const [browser, os, device, screen] = one(BROWSERS);
    const who = sha256(`reader ${done} ${Math.floor(at / DAY_MS)}`);
    const place = Math.floor(random() * COUNTRIES.length);
    return {
      visitor: who.slice(0, 16),
      network: who.slice(16, 32),
      ...{ browser, os, device, screen, country: COUNTRIES[place]!, language: LANGUAGES[place]! },
      bot: random() < 0.08 ? one(BOTS) : null,
    };
  }
  function factOf(
    target: ViewTarget,
    render: string,
    from: Pick<ToldFacts['facts'][number], 'referrer' | 'utmSource'>,
    kind: 'seen' | 'time',
    visibleMs: number,
  ): ToldFacts['facts'][number] {
    return {
      kind,
      target,
      render,
      verdict: 'valid',
      self: false,
      share: 50 + Math.floor(random() * 50),
      visibleMs,
      sinceRender: kind === 'seen' ? 2500 : 22_500,
      ...from,
    };
  }
}
