import type { ToldFacts, ViewReader } from '@stoa/contracts';
import { between, longTail, type Random } from '../chance.ts';
import { targetOf, type AnswerOnPage, type Page } from './page.ts';
import type { Source } from './places.ts';
import { pseudonymOf } from './readers.ts';

type Fact = ToldFacts['facts'][number];

/** One page shown to one reader. */
export interface Showing {
  readonly page: Page;
  readonly reader: ViewReader;
  /** When. */
  readonly at: number;
  readonly source: Source;
  /** Of a reader who is signed in. */
  readonly memberId?: string;
  readonly staff?: boolean;
}

/** How likely the first answer on a page, the second … is read. */
const REACHED = [0.82, 0.5, 0.33, 0.22];

/** What a page tells of a reader: what was seen when it was, and on leaving how long, and what was passed by. */
export function readingOf(random: Random, showing: Showing): ToldFacts[] {
  const { page, at, reader, staff = false } = showing;
  const things = [undefined, ...page.answers].map((answer, index) => ({
    answer,
    read: index === 0 ? random() < 0.9 : random() < (REACHED[index - 1] ?? 0.15),
  }));
  const seenAt = at + longTail(random, 1500, 15_000);
  const leftAt = seenAt + longTail(random, 4000, 280_000);
  const tell = (time: number, facts: Fact[]): ToldFacts => ({ at: time, reader, prefetch: false, staff, facts, optedOut: 0 });
  const seen = things.filter(({ read }) => read);
  const passed = things.filter(({ read }, index) => !read && (index === 0 || random() < 0.35));
  const timed = seen.filter(() => random() < 0.6);
  const first = seen.map(({ answer }) => factOf(showing, seenAt, answer, 'seen', between(random, 50, 100), 1000));
  const last = [
    ...timed.map(({ answer }) => {
      const visible = longTail(random, 2500, Math.max(3000, Math.floor((leftAt - at) * 0.8)));
      return factOf(showing, leftAt, answer, 'time', between(random, 50, 100), Math.min(visible, leftAt - at));
    }),
    ...passed.map(({ answer }) => factOf(showing, leftAt, answer, 'glimpse', between(random, 5, 60), between(random, 100, 900))),
  ];
  return [tell(seenAt, first), tell(leftAt, last)].filter(({ facts }) => facts.length > 0);
}

export function factOf(
  { page, at, reader, source, memberId }: Showing,
  time: number,
  answer: AnswerOnPage | undefined,
  kind: Fact['kind'],
  share: number,
  visibleMs: number,
): Fact {
  return {
    kind,
    target: targetOf(page, answer),
    render: pseudonymOf('render', reader.visitor, at, page.questionId),
    verdict: 'valid',
    self: memberId !== undefined && (answer?.memberId ?? page.askerId) === memberId,
    share,
    visibleMs,
    sinceRender: time - at,
    ...source,
  };
}
