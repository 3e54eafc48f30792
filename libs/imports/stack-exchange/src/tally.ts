import type { Amendments, BodyCounts, DifferingBody, StrayRow, StrayRows, TextChanges } from './import-report.ts';

const LISTED = 20;

/** What is noted by id, beside rows that were left out. */
export type NamedKind = 'bodiesCut' | 'bodiesAsCode' | 'bodiesCleaned' | 'bodiesEmpty' | 'scoresUnlikeVotes';

/** Counts of one import, added to as it goes on. */
export class Tally {
  readonly text: TextChanges = {
    names: 0,
    titles: 0,
    topics: 0,
    bodiesCleaned: 0,
    bodiesCut: 0,
    bodiesAsCode: 0,
    bodiesEmpty: 0,
    topicsDropped: 0,
  };
  readonly amendments: Amendments = { titles: 0, tags: 0, closings: 0 };
  readonly bodies: BodyCounts = { asWritten: 0, mended: 0, fromHtml: 0 };
  readonly bodyReasons = new Counter();
  readonly differing = new DifferingBodies();
  readonly counts = {
    questions: 0,
    answers: 0,
    members: 0,
    mentors: 0,
    votes: 0,
    ratings: 0,
    votesOnOtherPosts: 0,
    acceptedAnswers: 0,
    revisions: 0,
    unchangedRevisions: 0,
    views: 0,
    questionsWithViews: 0,
    tagsUnused: 0,
    postsWithoutHistory: 0,
    timesMoved: 0,
    questionsGone: 0,
    answersGone: 0,
    membersGone: 0,
    mentorsGone: 0,
    ratingsGone: 0,
  };
  readonly votesByKind = new Counter();
  readonly postTypes = new Counter();
  readonly historyTypes = new Counter();
  readonly events = new Counter();
  /** The first of each kind. */
  readonly firstStrays: StrayRow[] = [];
  /** What was changed or cannot be exact, by what happened to it: how often, and the first ids. */
  readonly named = new Map<string, { count: number; first: string[] }>();
  private readonly strays = new Map<string, StrayRows>();

  stray(table: string, row: string | undefined, reason: string, target?: string): void {
    const key = `${table} ${reason}`;
    this.strays.set(key, { table, reason, count: (this.strays.get(key)?.count ?? 0) + 1 });
    if (this.strays.get(key)!.count <= LISTED) this.firstStrays.push({ table, row: row ?? '', reason, target: target ?? null });
  }

  /** Notes that this happened to the thing of this id. */
  name(what: NamedKind, id: string): void {
    const noted = this.named.get(what) ?? { count: 0, first: [] };
    this.named.set(what, noted);
    if (++noted.count <= LISTED) noted.first.push(id);
  }

  strayRows(): StrayRows[] {
    return [...this.strays.values()];
  }
}

/** Posts of which another page comes: how many, and the first of them. */
class DifferingBodies {
  readonly first: DifferingBody[] = [];
  count = 0;

  add(post: number, difference: DifferingBody['difference']): void {
    this.count += 1;
    if (this.first.length < LISTED) this.first.push({ post, difference });
  }
}

/** How often each name came up. */
export class Counter {
  private readonly counts = new Map<string, number>();

  add(name: string, times = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + times);
  }

  /** By name, those that are numbers in their order. */
  toRecord(label: (name: string) => string = (name) => name): Record<string, number> {
    const entries = [...this.counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    return Object.fromEntries(entries.map(([name, count]) => [label(name), count]));
  }
}
