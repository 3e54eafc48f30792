import type { ToldFacts } from '@stoa/contracts';
import { between, longTail, oneOf, weighted, type Random } from '../chance.ts';
import { BURST_DAY, DAY_MS, arrival, chanceOf, isWeekend, spikeOn, spikeTime, visitsOn } from './calendar.ts';
import { botsOn, burstOn, fetchedAhead, impostor, unfitting } from './machines.ts';
import type { Page } from './page.ts';
import { PLACES, SOURCES, type Source } from './places.ts';
import type { Popularity } from './popularity.ts';
import { memberReader, readerOf } from './readers.ts';
import { readingOf, type Showing } from './reading.ts';

/** Who reads, beside strangers. */
export interface Readership {
  readonly pages: readonly Page[];
  readonly popularity: Popularity;
  readonly members: readonly string[];
  readonly moderator: string;
}

const WITHIN: Source = { referrer: null, utmSource: null };

/** What all readers of a UTC day told, in the order of time. `day`: number since 1970; `since`: since the first day of the demo. */
export function tellDay(seed: number, day: number, since: number, readership: Readership): ToldFacts[] {
  const random = chanceOf(seed, day);
  const { find } = readership.popularity;
  const told = [
    ...Array.from({ length: visitsOn(random, day, since) }, () => stranger(random, day, readership)).flat(),
    ...spikeVisits(random, day, since, readership),
    ...insiders(random, day, readership),
    ...botsOn(random, day, find),
    ...(since === BURST_DAY ? burstOn(random, day, find) : []),
    ...(random() < 0.2 ? impostor(random, day, find) : []),
  ];
  // A page that is left after midnight tells it to the next day, as another reader: the demo does without.
  return told.filter(({ at }) => at < (day + 1) * DAY_MS).sort((a, b) => a.at - b.at);
}

/** A visit: a page, often another one, sometimes the first again. */
function stranger(random: Random, day: number, { popularity, members }: Readership): ToldFacts[] {
  const place = weighted(random, PLACES);
  const { at, hour } = arrival(random, day, place.ahead);
  const page = popularity.find(random, at);
  if (!page) return [];
  const memberId = random() < 0.08 ? oneOf(random, members) : undefined;
  const reader = memberId ? memberReader(random, day, memberId) : readerOf(random, day, place, isWeekend(day) || hour >= 19);
  const showing: Showing = { page, reader, at, source: weighted(random, SOURCES), ...(memberId ? { memberId } : {}) };
  const odd = random();
  if (odd < 0.025) return [fetchedAhead(random, showing)];
  if (odd < 0.045) return [unfitting(random, showing)];
  return told(random, showing, popularity);
}

function told(random: Random, showing: Showing, popularity: Popularity): ToldFacts[] {
  const reading = readingOf(random, showing);
  if (random() < 0.04) return reading.map(({ at, facts }) => ({ ...NOBODY, at, optedOut: facts.length }));
  // Now and then an acknowledgement is lost, and the page tells the same again.
  if (random() < 0.012) reading.push({ ...reading[0]!, at: reading[0]!.at + 2000 });
  let at = showing.at;
  while (random() < 0.34) {
    at += longTail(random, 20_000, 600_000);
    const page = random() < 0.25 ? showing.page : popularity.find(random, at);
    if (page) reading.push(...readingOf(random, { ...showing, page, at, source: WITHIN }));
  }
  return reading;
}

const NOBODY = { reader: null, prefetch: false, staff: false, facts: [] } as const;

function spikeVisits(random: Random, day: number, since: number, { popularity }: Readership): ToldFacts[] {
  const spike = spikeOn(since);
  if (!spike) return [];
  return Array.from({ length: spike.visits }, () => {
    const at = spikeTime(random, day, spike);
    const page = popularity.at(spike.page, at);
    const reader = readerOf(random, day, weighted(random, PLACES), isWeekend(day));
    return page ? told(random, { page, reader, at, source: spike.source }, popularity) : [];
  }).flat();
}

/** Staff looks around; who has written an answer comes back to it, most of all in its first days. */
function insiders(random: Random, day: number, { pages, popularity, moderator }: Readership): ToldFacts[] {
  const midday = day * DAY_MS + 12 * 3_600_000;
  const time = () => midday + between(random, -4, 6) * 3_600_000 + Math.floor(random() * 3_600_000);
  const staff = Array.from({ length: isWeekend(day) ? 0 : between(random, 0, 3) }, () => {
    const at = time();
    const page = popularity.find(random, at);
    const reader = memberReader(random, day, moderator);
    return page ? readingOf(random, { page, reader, at, source: WITHIN, memberId: moderator, staff: true }) : [];
  });
  const authors = pages.flatMap((page) =>
    page.until < midday
      ? []
      : page.answers
          .filter(({ at }) => at < midday - DAY_MS && random() < (midday - at < 4 * DAY_MS ? 0.7 : 0.02))
          .map(({ memberId }) => {
            const at = time();
            const answers = page.answers.filter((answer) => answer.at < at);
            const reader = memberReader(random, day, memberId);
            return readingOf(random, { page: { ...page, answers }, reader, at, source: WITHIN, memberId });
          }),
  );
  return [...staff, ...authors].flat();
}
