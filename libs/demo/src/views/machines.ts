import type { ToldFacts, ViewReader } from '@stoa/contracts';
import { between, oneOf, weighted, type Random } from '../chance.ts';
import { DAY_MS } from './calendar.ts';
import type { Page } from './page.ts';
import { factOf, type Showing } from './reading.ts';
import { pseudonymOf } from './readers.ts';

/** Bots that run a page's script, by the names that crawler-user-agents has for them. */
export const BOTS: readonly (readonly [weight: number, name: string])[] = [
  [30, 'Googlebot'],
  [17, 'bingbot'],
  [12, 'GPTBot'],
  [10, 'AhrefsBot'],
  [8, 'Applebot'],
  [6, 'DuckDuckBot'],
  [5, 'facebookexternalhit'],
  [4, 'CCBot'],
  [3, 'SeznamBot'],
  [3, 'HeadlessChrome'],
];

type Find = (random: Random, at: number) => Page | undefined;
const DIRECT = { referrer: null, utmSource: null };
const MACHINE = { browser: 'Chrome', os: 'Linux', device: 'desktop', screen: 'large', language: 'en-us' } as const;

/** What bots tell that do not hide: all of a page at once. */
export function botsOn(random: Random, day: number, find: Find): ToldFacts[] {
  return Array.from({ length: between(random, 5, 11) }, () => {
    const bot = weighted(random, BOTS);
    const at = day * DAY_MS + Math.floor(random() * DAY_MS * 0.99);
    const reader = { ...machine(day, bot, bot), bot };
    const page = find(random, at);
    return page ? [glance(random, { page, reader, at, source: DIRECT }, between(random, 1000, 5000))] : [];
  }).flat();
}

/** One that hides behind a browser's name and a new visitor for each page, from one address; the rules see it by its number. */
export function burstOn(random: Random, day: number, find: Find): ToldFacts[] {
  const start = day * DAY_MS + 3 * 3_600_000;
  return Array.from({ length: 160 }, (_, index) => {
    const at = start + Math.floor((index * 570_000) / 160);
    const reader = machine(day, 'burst', `burst ${index}`);
    const page = find(random, at);
    return page ? [glance(random, { page, reader, at, source: DIRECT }, between(random, 1100, 1600))] : [];
  }).flat();
}

/** Claims to have read for minutes a page that was shown seconds ago. */
export function impostor(random: Random, day: number, find: Find): ToldFacts[] {
  const at = day * DAY_MS + Math.floor(random() * DAY_MS * 0.99);
  const page = find(random, at);
  if (!page) return [];
  const told = glance(random, { page, reader: machine(day, 'impostor', 'impostor'), at, source: DIRECT }, 1200);
  return [{ ...told, facts: told.facts.map((fact) => ({ ...fact, visibleMs: 180_000 })) }];
}

/** What is told without a ticket that fits: by pages that stood open for days, and by who makes tickets up. */
export function unfitting(random: Random, showing: Showing): ToldFacts {
  const verdict = oneOf(random, ['expired', 'expired', 'forged', 'missing'] as const);
  const told = glance(random, showing, 1500);
  return { ...told, facts: told.facts.slice(0, 2).map((fact) => ({ ...fact, verdict, sinceRender: null })) };
}

/** A browser fetched the page in advance and nobody came. */
export const fetchedAhead = (random: Random, showing: Showing): ToldFacts => ({
  ...glance(random, showing, 400),
  prefetch: true,
});

function glance(random: Random, showing: Showing, after: number): ToldFacts {
  const time = showing.at + after;
  const things = [undefined, ...showing.page.answers].slice(0, 3);
  const facts = things.map((answer) =>
    after < 1000
      ? factOf(showing, time, answer, 'glimpse', between(random, 40, 100), after)
      : factOf(showing, time, answer, 'seen', 100, 1000),
  );
  return { at: time, reader: showing.reader, prefetch: false, staff: false, facts, optedOut: 0 };
}

const machine = (day: number, network: string, visitor: string): ViewReader => ({
  ...MACHINE,
  visitor: pseudonymOf('machine', day, visitor),
  network: pseudonymOf('machines', day, network),
  bot: null,
  country: 'US',
});
