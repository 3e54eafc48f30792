import { mentorIdOf, topicKeyOf, type ImportItem } from '@stoa/contracts';
import type { SourceIds } from '@stoa/imports-mapping';
import { Refusal, type FieldError } from '@stoa/kernel';
import { markdownRefusal } from '@stoa/markdown';
import { streams, type KnownThings, type Thing } from './known-things.ts';

const MOST_ERRORS = 20;
const LONGEST_MS = 10;

/** One item with what it depends on. */
export interface Planned {
  readonly item: ImportItem;
  /** The stream that the item begins is there already. */
  readonly isThere: boolean;
  readonly authorId?: string | undefined;
  /** The stream whose slug or handle the item needs, and may itself begin. */
  readonly named?: string;
}

/**
 * Finds what each item depends on, in the store or earlier in the batch. Throws validation-failed that names the items whose dependency
 * is missing, or whose texts cannot be rendered; nothing is written then.
 */
export async function planBatch(items: readonly ImportItem[], ids: SourceIds, known: KnownThings): Promise<Planned[]> {
  const errors = await refusedTexts(items);
  await known.load(items.flatMap((item) => neededBy(item, ids)));
  const inBatch = new Map<string, Thing>();
  const thing = (stream: string) => known.get(stream) ?? inBatch.get(stream);
  const missing = (index: number, field: string, what: string) =>
    void errors.push({ pointer: `/items/${index}/${field}`, code: 'missing', expected: `${what} that exists or comes before` });
  const otherKind = (index: number, field: string, what: string) =>
    void errors.push({ pointer: `/items/${index}/${field}`, code: 'other-kind', expected: `an id that is not that of ${what}` });

  const planned = items.map((item, index): Planned => {
    if (item.kind === 'member') {
      const stream = streams.member(ids.member(item.member));
      const isThere = known.get(stream) !== undefined;
      inBatch.set(stream, {});
      return { item, isThere };
    }
    if (item.kind === 'mentor') {
      const memberId = ids.member(item.member);
      if (!thing(streams.member(memberId))) missing(index, 'member', 'a member');
      const stream = streams.mentor(mentorIdOf(memberId));
      inBatch.set(stream, {});
      return { item, isThere: known.get(stream) !== undefined, named: stream };
    }
    if (isAlone(item)) return { item, isThere: false };
    const questionId = ids.post(item.question);
    const question = streams.question(questionId);
    if (item.kind === 'question') {
      const authorId = ids.member(item.by);
      if (!thing(streams.member(authorId))) missing(index, 'by', 'a member');
      if (thing(streams.answer(questionId))) otherKind(index, 'question', 'an answer');
      const isThere = known.get(question) !== undefined;
      inBatch.set(question, { authorId });
      return { item, isThere, named: question };
    }
    const isAsked = thing(question) !== undefined;
    if (!isAsked) missing(index, 'question', 'a question');
    const answer = 'answer' in item && item.answer !== undefined ? streams.answer(ids.post(item.answer)) : undefined;
    if (item.kind === 'answer' && answer) {
      const authorId = ids.member(item.by);
      const mentor = streams.mentor(mentorIdOf(authorId));
      if (!thing(mentor)) missing(index, 'by', 'a mentor');
      if (thing(streams.question(ids.post(item.answer)))) otherKind(index, 'answer', 'a question');
      const there = known.get(answer);
      if (there && there.questionId !== questionId) missing(index, 'question', 'the question of this answer');
      inBatch.set(answer, { authorId, questionId });
      return { item, isThere: there !== undefined, named: mentor };
    }
    if (item.kind === 'question-now') {
      if (!thing(streams.member(ids.member(item.by)))) missing(index, 'by', 'a member');
      const accepted = item.accepted && thing(streams.answer(ids.post(item.accepted.answer)));
      if (item.accepted && accepted?.questionId !== questionId) missing(index, 'accepted', 'an answer to this question');
    }
    if (isAsked && answer && thing(answer)?.questionId !== questionId) missing(index, 'answer', 'an answer to this question');
    if (item.kind === 'answer-now') {
      const mentor = streams.mentor(mentorIdOf(ids.member(item.by)));
      if (!thing(mentor)) missing(index, 'by', 'a mentor');
      return { item, isThere: false, named: mentor };
    }
    const author = item.kind === 'answer-edit' && answer ? thing(answer) : thing(question);
    return { item, isThere: false, authorId: author?.authorId };
  });
  if (errors.length > 0)
    throw new Refusal(
      'validation-failed',
      'The batch has invalid items; correct the listed fields.',
      errors.slice(0, MOST_ERRORS),
    );
  return planned;
}

/** Streams that an item names or begins. */
function neededBy(item: ImportItem, ids: SourceIds): string[] {
  if (item.kind === 'member') return [streams.member(ids.member(item.member))];
  if (item.kind === 'mentor') {
    const memberId = ids.member(item.member);
    return [streams.member(memberId), streams.mentor(mentorIdOf(memberId))];
  }
  if (isAlone(item)) return [];
  const needed = [streams.question(ids.post(item.question))];
  if (item.kind === 'question-now') {
    needed.push(streams.member(ids.member(item.by)));
    if (item.accepted) needed.push(streams.answer(ids.post(item.accepted.answer)));
  }
  if (item.kind === 'answer-now') needed.push(streams.mentor(mentorIdOf(ids.member(item.by))));
  if ('answer' in item && item.answer !== undefined) needed.push(streams.answer(ids.post(item.answer)));
  if (item.kind === 'question') needed.push(streams.member(ids.member(item.by)), streams.answer(ids.post(item.question)));
  if (item.kind === 'answer')
    needed.push(streams.mentor(mentorIdOf(ids.member(item.by))), streams.question(ids.post(item.answer)));
  return [...needed, ...topicsOf(item).map((name) => streams.topic(topicKeyOf(name)))];
}

/** Items that name what they change by ids of ours, or somebody who may never have come: where nothing is there, nothing is written. */
const ALONE = ['member-now', 'mentor-now', 'member-gone', 'mentor-gone', 'question-gone', 'answer-gone', 'rating-gone'] as const;
type Alone = Extract<ImportItem, { kind: (typeof ALONE)[number] }>;
const isAlone = (item: ImportItem): item is Alone => (ALONE as readonly string[]).includes(item.kind);

/** Names of the topics that an item uses. */
export const topicsOf = (item: ImportItem): readonly string[] =>
  item.kind === 'question' || item.kind === 'question-now'
    ? item.topics
    : item.kind === 'question-edit'
      ? (item.retag?.topics ?? [])
      : [];

/** Rendering many texts in one go would block the thread, so other work gets it in between. */
async function refusedTexts(items: readonly ImportItem[]): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  let since = performance.now();
  for (const [index, item] of items.entries()) {
    refuseText(item, index, errors);
    if (performance.now() - since < LONGEST_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
  return errors;
}

function refuseText(item: ImportItem, index: number, errors: FieldError[]): void {
  const texts: [string, string][] = [];
  if ('body' in item) texts.push(['body', item.body]);
  if (item.kind === 'mentor' || item.kind === 'mentor-now') texts.push(['bio', item.bio]);
  if (item.kind === 'question-edit' && item.text) texts.push(['text/body', item.text.body]);
  for (const [field, text] of texts) {
    const refusal = markdownRefusal(text);
    if (refusal) errors.push({ pointer: `/items/${index}/${field}`, code: refusal.code, expected: refusal.message });
  }
}
