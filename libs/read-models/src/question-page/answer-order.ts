import { bytesThatTell, readCursor, roomFor, writeCursor } from './answer-cursor.ts';

/** What a listing knows of an answer before it reads bodies. */
export interface ListedAnswer {
  readonly id: string;
  readonly publishedAt: string;
}

/** An order of answers that stands while people rate: the first ones as they were ranked and, where a cursor has no room for all, the others from the oldest on. */
export interface AnswerOrder {
  /** Rank of the first of `ends`. */
  readonly from: number;
  /** Ids, or ends of ids, in lower case without dashes. */
  readonly ends: readonly string[];
  /** Without it there are no others. */
  readonly tail?: Tail;
}

/** How far a listing is that goes on after its ranked answers. */
export interface Tail {
  /** How many of `ends` it is beyond. The others are known by not being among `ends`, so these stay. */
  readonly done: number;
  /** Rank of the next one of the others. */
  readonly rank: number;
  /** The last one of the others that was shown. */
  readonly after: ListedAnswer | undefined;
}

export interface Ranked<A> {
  readonly rank: number;
  readonly answer: A;
}

/** The order of answers that are shown as this formula ranks them now, from the first one. */
export const rankedOrder = (ids: readonly string[]): AnswerOrder => ({ from: 1, ends: ids.map(bare) });

/** The cursor after so many of a question's ranked answers; null for none. */
export const encodeOrder = (shown: number, ids: readonly string[]): string | null =>
  cursorAfter(rankedOrder(ids), shown, { rank: shown + 1, id: ids[shown] }, undefined, ids);

/** The cursor after the first `upTo` of what is left of an order; `all` are ids from which an end must be told. Null where nothing follows. */
export function nextOf<A extends ListedAnswer>(
  order: AnswerOrder,
  left: readonly Ranked<A>[],
  upTo: number,
  all: readonly string[],
): string | null {
  const next = left[upTo];
  const last = left[upTo - 1];
  const isOther = last !== undefined && last.rank >= order.from + order.ends.length;
  const rank = next?.rank ?? 0;
  return cursorAfter(order, rank - order.from, { rank, id: next?.answer.id }, isOther ? last.answer : order.tail?.after, all);
}

function cursorAfter(
  { from, ends, tail }: AnswerOrder,
  done: number,
  next: { readonly rank: number; readonly id: string | undefined },
  after: ListedAnswer | undefined,
  all: readonly string[],
): string | null {
  if (next.id === undefined) return null;
  if (tail) {
    const first = from + ends.length;
    return writeCursor({ from, ends, tail: { done: Math.min(done, ends.length), rank: Math.max(next.rank, first), after } });
  }
  const whole = ends.some((end) => end.length < 32) ? undefined : bytesThatTell(all.map(bare));
  const length = whole ?? ends[0]!.length / 2;
  const short = ends.map((end) => end.slice(-2 * length));
  if (ends.length - done <= roomFor(length, false)) return writeCursor({ from: next.rank, ends: short.slice(done) });
  const held = short.slice(0, roomFor(length, true));
  return writeCursor({ from, ends: held, tail: { done, rank: from + held.length, after: undefined } });
}

export const decodeOrder = readCursor;

/** The order of answers that are shown, and of those that the cursor behind them holds. */
export function wholeOrder(shown: readonly string[], next: string | null): AnswerOrder {
  const rest = next === null ? undefined : readCursor(next);
  if (!rest) return rankedOrder(shown);
  if (rest.tail) return { ...rest, tail: { ...rest.tail, done: 0 } };
  const length = rest.ends[0]!.length;
  return { from: 1, ends: [...shown.map((id) => bare(id).slice(-length)), ...rest.ends] };
}

/** What is left of an order, with the ranks; answers that are there no more are left out. `answers`: from the oldest on. */
export function inOrder<A extends ListedAnswer>({ from, ends, tail }: AnswerOrder, answers: readonly A[]): Ranked<A>[] {
  const length = ends[0]?.length ?? 0;
  const endOf = ({ id }: A) => bare(id).slice(-length);
  const byEnd = new Map(answers.map((answer) => [endOf(answer), answer]));
  const ranked = ends.flatMap((end, index) => {
    const answer = index < (tail?.done ?? 0) ? undefined : byEnd.get(end);
    return answer ? [{ rank: from + index, answer }] : [];
  });
  if (!tail) return ranked;
  const held = new Set(ends);
  const others = answers.filter((answer) => !held.has(endOf(answer)) && isBeyond(answer, tail.after));
  return [...ranked, ...others.map((answer, index) => ({ rank: tail.rank + index, answer }))];
}

const isBeyond = (answer: ListedAnswer, after: ListedAnswer | undefined): boolean =>
  after === undefined ||
  answer.publishedAt > after.publishedAt ||
  (answer.publishedAt === after.publishedAt && answer.id > after.id);

const bare = (id: string): string => id.replaceAll('-', '').toLowerCase();
