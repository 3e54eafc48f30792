import type { ImportItem, ImportedPerson } from '@stoa/contracts';
import type { Tally } from '../tally.ts';
import { cleanLine } from '../text/clean-line.ts';
import type { Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';
import { QUESTION } from './post-index.ts';

const NAME = 120;
export type ItemDraft = Exclude<Draft, { kind: 'views' }>;

/** A draft as the contracts say it, whole in itself: ids of the source in place of slots, and people's names where they are shown. */
export function toItem(draft: ItemDraft, time: number, dump: Dump, tally: Tally): ImportItem {
  const { posts, members } = dump;
  const at = new Date(time).toISOString();
  switch (draft.kind) {
    case 'member':
      return { kind: 'member', at, member: members.person(draft.member), displayName: nameOf(draft.member, true) };
    case 'mentor': {
      const { member, bio } = draft;
      const number = `${members.sourceId(member)}`;
      return { kind: 'mentor', at, member: members.person(member), displayName: nameOf(member), number, bio };
    }
    case 'question': {
      const { post, title, body, topics } = draft;
      return { kind: 'question', at, ...keyOf(post), ...author(post), title, body, topics: [...topics] };
    }
    case 'answer':
      return { kind: 'answer', at, ...answerKey(draft.post), ...author(draft.post), body: draft.body };
    case 'edit': {
      const { post, row, title, body, retag } = draft;
      const change = { at, row, ...by(draft) };
      if (!isQuestion(post)) return { kind: 'answer-edit', ...answerKey(post), ...change, body: body ?? '' };
      return {
        kind: 'question-edit',
        ...keyOf(post),
        ...change,
        ...(title !== undefined && body !== undefined ? { text: { title, body } } : {}),
        ...(retag ? { retag: { topics: [...retag.topics], former: [...retag.former] } } : {}),
      };
    }
    case 'close':
      return { kind: 'close', at, ...keyOf(draft.post), row: draft.row, ...by(draft), reason: draft.reason };
    case 'reopen':
      return { kind: 'reopen', at, ...keyOf(draft.post), row: draft.row, ...by(draft) };
    case 'accept':
      return { kind: 'accept', at, ...answerKey(draft.answer) };
    case 'rating':
      return { kind: 'rating', at, ...keyOf(draft.post), vote: `${draft.vote}`, helpful: draft.helpful };
    case 'question-now': {
      const { post, title, body, topics, closed } = draft;
      const answer = posts.acceptedAnswer(post);
      const accepted =
        answer < 0 ? null : { answer: posts.sourceId(answer), at: new Date(posts.acceptedAt(answer)).toISOString() };
      return { kind: 'question-now', at, ...keyOf(post), ...author(post), title, body, topics: [...topics], closed, accepted };
    }
    case 'answer-now':
      return { kind: 'answer-now', at, ...answerKey(draft.post), ...author(draft.post), body: draft.body };
    case 'member-now':
      return { kind: 'member-now', at, member: draft.member, displayName: nameToldOf(draft) };
    case 'mentor-now':
      return { kind: 'mentor-now', at, member: draft.member, displayName: nameToldOf(draft), bio: draft.bio };
    case 'gone':
      if (draft.answerId === null) return { kind: 'question-gone', at, questionId: draft.questionId };
      return { kind: 'answer-gone', at, questionId: draft.questionId, answerId: draft.answerId };
    case 'member-gone':
    case 'mentor-gone':
      return { kind: draft.kind, at, memberId: draft.memberId };
    case 'rating-gone': {
      const { questionId, answerId, memberId } = draft;
      return { kind: 'rating-gone', at, questionId, memberId, ...(answerId === null ? {} : { answerId }) };
    }
  }

  function isQuestion(post: number): boolean {
    return posts.kind(post) === QUESTION;
  }
  /** The question that a post is, or the answer with its question. */
  function keyOf(post: number): { question: string; answer?: string } {
    return isQuestion(post) ? { question: posts.sourceId(post) } : answerKey(post);
  }
  function answerKey(post: number): { question: string; answer: string } {
    return { question: posts.sourceId(posts.question(post)), answer: posts.sourceId(post) };
  }
  function author(post: number) {
    const owner = posts.owner(post);
    return { by: members.person(owner), displayName: nameOf(owner) };
  }
  function nameOf(member: number, counted = false): string {
    return cleanLine(members.name(member), NAME, `user${members.sourceId(member)}`, () => {
      if (counted) tally.text.names++;
    });
  }
}

const nameToldOf = ({ name, member }: { readonly name: string; readonly member: ImportedPerson }) =>
  cleanLine(name, NAME, `user${member.id}`.slice(0, NAME), () => {});
const by = ({ editor }: Pick<Extract<Draft, { kind: 'close' }>, 'editor'>) => (editor ? { by: editor } : {});
