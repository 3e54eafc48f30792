import type { AnalyticsFilter, AnalyticsQuery, ClassifiedFact } from '@stoa/contracts';

// A second opinion: counts one fact after the other, and shares no code with rollups, plans or the calendar.

export interface NaiveImport {
  readonly question: string;
  readonly answer: string | null;
  readonly at: number;
  readonly views: number;
}
export interface NaiveRow {
  readonly dimensions: (string | null)[];
  readonly metrics: (number | null)[];
}
type Values = Record<string, (string | null)[]>;

const clocks = new Map<string, Intl.DateTimeFormat>();
function local(at: number, zone: string): string {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(zone, clock);
  return clock.format(at);
}

/** The rows of a query, in no order. `mentorOf` and `slugOf`: what imported totals belong to. */
export function naiveAnalytics(
  query: AnalyticsQuery,
  facts: readonly ClassifiedFact[],
  imports: readonly NaiveImport[],
  of: { mentorOf(answer: string): string | null; slugOf(question: string): string | null },
): NaiveRow[] {
  const [from, to] = query.date_range as [string, string];
  const within = (at: number) => {
    const date = local(at, query.timezone).slice(0, 10);
    return (from.length === 10 ? date >= from : at >= Date.parse(from)) && (to.length === 10 ? date <= to : at < Date.parse(to));
  };
  const rows = new Map<string, { dimensions: (string | null)[]; facts: [ClassifiedFact, topic: number][]; imported: number }>();
  const rowOf = (dimensions: (string | null)[]) => {
    const key = JSON.stringify(dimensions);
    if (!rows.has(key)) rows.set(key, { dimensions, facts: [], imported: 0 });
    return rows.get(key)!;
  };
  if (query.dimensions.length === 0) rowOf([]);
  for (const fact of facts) {
    const values = valuesOf(fact, query.timezone);
    const counts = fact.kind !== 'time' || (fact.class === 'human' && fact.readMs > 0);
    if (!counts || !within(fact.at) || !query.filters.every((filter) => holds(filter, values))) continue;
    combine(query.dimensions.map((dimension) => values[dimension]!)).forEach((dimensions) => {
      const topic = query.dimensions.indexOf('topic');
      rowOf(dimensions).facts.push([fact, topic < 0 ? -1 : (fact.target?.topics ?? []).indexOf(dimensions[topic]!)]);
    });
  }
  if (query.include.imports && !query.dimensions.some((dimension) => dimension.startsWith('time:')))
    for (const { question, answer, at, views } of imports) {
      const slug = of.slugOf(question);
      const known: Values = {
        question: [question],
        answer: [answer],
        mentor: [answer && of.mentorOf(answer)],
        page: [slug && `/q/${slug}`],
      };
      const values = new Proxy(known, { get: (target, name: string) => target[name] ?? [null] });
      const midnight = Date.parse(new Date(at).toISOString().slice(0, 10));
      if (!within(midnight) || !query.filters.every((filter) => holds(filter, values))) continue;
      rowOf(query.dimensions.map((dimension) => values[dimension]![0]!)).imported += views;
    }
  return [...rows.values()]
    .filter((row) => query.dimensions.length === 0 || told(row.facts) || row.imported > 0)
    .map((row) => ({ dimensions: row.dimensions, metrics: query.metrics.map((metric) => metricOf(metric)(row)) }));

  /** A row that has nothing of what the metrics are made of is left out. */
  function told(own: readonly [ClassifiedFact, number][]): boolean {
    const asked = (...metrics: string[]) => query.metrics.some((metric) => metrics.includes(metric));
    return own.some(([{ kind, class: of }]) =>
      kind === 'time' ? asked('read_time') : of === 'human' || asked('excluded', 'bot_share', 'repeat_share'),
    );
  }

  function metricOf(metric: string) {
    return ({ facts: own, imported }: { facts: [ClassifiedFact, number][]; imported: number }): number | null => {
      const views = own.filter(([fact]) => fact.kind !== 'time' && fact.class === 'human');
      const excluded = own.filter(([fact]) => fact.kind !== 'time' && fact.class !== 'human');
      const visitors = views.reduce((sum, [fact, topic]) => sum + firsts(query, fact, topic), 0);
      const readMs = own.reduce((sum, [fact]) => sum + fact.readMs, 0);
      const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
      const classed = (...classes: string[]) => excluded.filter(([fact]) => classes.includes(fact.class)).length;
      const all: Record<string, number | null> = {
        views: views.length + imported,
        visitors,
        answers_viewed: new Set(views.flatMap(([{ target }]) => target?.answerId ?? [])).size,
        views_per_visitor: share(views.length, visitors),
        read_time: share(readMs / 1000, views.length),
        excluded: excluded.length,
        bot_share: share(classed('known_bot', 'automated'), views.length + excluded.length),
        repeat_share: share(classed('repeat'), views.length + excluded.length),
      };
      return all[metric]!;
    };
  }
}

function valuesOf({ at, target, reader, ...fact }: ClassifiedFact, zone: string): Values {
  const [date, clock] = local(at, zone).split(' ') as [string, string];
  const [hour, minute] = clock.split(':') as [string, string];
  const monday = new Date(`${date}T12:00:00Z`);
  while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() - 1);
  const quarter = ['00', '15', '30', '45'][Math.floor(Number(minute) / 15)];
  const values: Record<string, string | null | undefined> = {
    'time:quarter_hour': `${date}T${hour}:${quarter}:00`,
    'time:hour': `${date}T${hour}:00:00`,
    'time:day': date,
    'time:week': monday.toISOString().slice(0, 10),
    'time:month': `${date.slice(0, 8)}01`,
    answer: target?.answerId,
    question: target?.questionId,
    mentor: target?.mentorId,
    company: target?.company || null,
    page: target && `/q/${target.slug}`,
    referrer: fact.referrer,
    utm_source: fact.utmSource,
    class: fact.class,
    ...{ country: reader.country, browser: reader.browser, os: reader.os, device: reader.device },
    ...{ language: reader.language, bot: reader.bot },
  };
  const topics = target && target.topics.length > 0 ? [...target.topics] : [null];
  return { ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value ?? null]])), topic: topics };
}

function holds(filter: AnalyticsFilter, values: Values): boolean {
  switch (filter[0]) {
    case 'and':
      return filter[1].every((inner) => holds(inner, values));
    case 'or':
      return filter[1].some((inner) => holds(inner, values));
    case 'not':
      return !holds(filter[1], values);
    case 'is':
      return values[filter[1]]!.some((value) => filter[2].includes(value));
    case 'is_not':
      return !values[filter[1]]!.some((value) => filter[2].includes(value));
    case 'contains':
      return values[filter[1]]!.some((value) =>
        filter[2].some((part) => value !== null && part !== null && value.toLowerCase().includes(part.toLowerCase())),
      );
  }
}

/** Whether this view is its visitor's first of the day, for the finest thing that the query names. */
function firsts(query: AnalyticsQuery, { first, target }: ClassifiedFact, topic: number): number {
  const clauses = (JSON.stringify(query.filters).match(/\["(is|is_not|contains)","\w+",\[[^\]]*\]/g) ?? []).map(
    (text) => JSON.parse(`${text}]`) as [string, string, (string | null)[]],
  );
  const named = new Set<string>([...query.dimensions, ...clauses.map(([, dimension]) => dimension)]);
  if (named.has('answer')) return 1;
  if (named.has('question') || named.has('page')) return first & 2 ? 1 : 0;
  if (named.has('mentor')) return first & 4 ? 1 : 0;
  if (!named.has('topic')) return first & 1;
  const bit = (index: number) => (first >> (index + 3)) & 1;
  if (query.dimensions.includes('topic')) return topic < 0 ? 0 : bit(topic);
  const meant = clauses.filter(([operator, dimension]) => dimension === 'topic' && operator !== 'is_not');
  return (target?.topics ?? []).reduce((sum, name, index) => {
    const isMeant = meant.some(([operator, , parts]) =>
      parts.some((part) => (operator === 'is' ? part === name : part !== null && name.includes(part.toLowerCase()))),
    );
    return meant.length === 0 || isMeant ? sum + bit(index) : sum;
  }, 0);
}

const combine = (lists: readonly (readonly (string | null)[])[]): (string | null)[][] =>
  lists.reduce<(string | null)[][]>((some, list) => some.flatMap((row) => list.map((value) => [...row, value])), [[]]);
