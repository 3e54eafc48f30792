import {
  analyticsMetrics,
  analyticsQuery,
  timeDimensions,
  valueDimensions,
  type AnalyticsFilter,
  type AnalyticsQuery,
  type ValueDimension,
} from '@stoa/contracts';
import { seeded } from './random-log.ts';
import type { ViewedSite } from './viewed-site.ts';

const ZONES = ['UTC', 'UTC', 'Europe/Amsterdam', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];
const DATES = ['2026-10-03', '2026-10-04', '2026-10-05', '2026-10-25', '2026-10-26', '2026-11-01', '2026-12-31', '2027-01-01', '2027-03-28', '2027-03-29']; // prettier-ignore

/** Queries of every kind over a site, the same for the same seed. */
export function randomQueries(site: ViewedSite, seed: number, count: number): AnalyticsQuery[] {
  const random = seeded(seed);
  const one = <V>(from: readonly V[]): V => from[Math.floor(random() * from.length)]!;
  const some = <V>(from: readonly V[], most: number): V[] =>
    [...from].sort(() => random() - 0.5).slice(0, 1 + Math.floor(random() * most));
  const facts = site.facts.filter(({ target }) => target);

  const valueOf = (dimension: ValueDimension): string | null => {
    const { target, reader, ...fact } = one(facts);
    const all: Record<ValueDimension, string | null | undefined> = {
      ...{ answer: target!.answerId, question: target!.questionId, mentor: target!.mentorId, company: target!.company },
      ...{ topic: target!.topics[0], page: `/q/${target!.slug}`, referrer: fact.referrer, utm_source: fact.utmSource },
      ...{ country: reader.country, browser: reader.browser, os: reader.os, device: reader.device, language: reader.language },
      ...{ class: fact.class, bot: reader.bot },
    };
    return all[dimension] || null;
  };
  const filter = (depth: number): AnalyticsFilter => {
    const kind = random();
    if (depth < 3 && kind < 0.15) return ['not', filter(depth + 1)];
    if (depth < 3 && kind < 0.35) return [one(['and', 'or']), [filter(depth + 1), filter(depth + 1)]];
    const dimension = one(valueDimensions);
    const values = some([0, 1, 2], 3).map(() => valueOf(dimension));
    if (random() < 0.2) return ['contains', dimension, values.map((value) => value?.slice(1, 4).toUpperCase() || 'e')];
    return [one(['is', 'is', 'is_not']), dimension, values];
  };
  const entity = (): AnalyticsFilter => {
    const dimension = one(['answer', 'question', 'mentor', 'topic', 'page'] as const);
    return ['is', dimension, [valueOf(dimension) ?? 'tea']];
  };
  const filters = (): AnalyticsFilter[] => {
    const kind = random();
    if (kind < 0.35) return [];
    return kind < 0.65 ? [entity()] : some([0, 1], 2).map(() => filter(0));
  };
  const dimensions = () => {
    const kind = random();
    if (kind < 0.15) return [];
    if (kind < 0.4) return [one(timeDimensions)];
    if (kind < 0.75) return [one(valueDimensions)];
    return [...(random() < 0.5 ? [one(timeDimensions)] : []), ...some(valueDimensions, 2)];
  };
  const range = (): [string, string] => {
    const dates = [one(DATES), one(DATES)].sort() as [string, string];
    if (random() < 0.6) return dates;
    const minutes = () => Math.floor(random() * 1440) * 60_000;
    const [from, to] = dates.map((date) => Date.parse(date) + minutes() + (random() < 0.5 ? 1234 : 0)).sort((a, b) => a - b) as [number, number]; // prettier-ignore
    return [new Date(from).toISOString(), new Date(to + 1).toISOString()];
  };
  return Array.from({ length: count }, () =>
    analyticsQuery.parse({
      metrics:
        random() < 0.3
          ? some(analyticsMetrics, 3)
          : some(
              analyticsMetrics.filter((metric) => metric !== 'answers_viewed'),
              7,
            ),
      date_range: range(),
      dimensions: dimensions(),
      filters: filters(),
      include: { imports: random() < 0.4, total_rows: true },
      timezone: one(ZONES),
      pagination: { limit: 10_000, offset: 0 },
    }),
  );
}
