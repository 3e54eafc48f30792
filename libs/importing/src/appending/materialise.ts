import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRated,
  AnswerRevised,
  answerStream,
  handleStream,
  HandleReserved,
  mentorIdOf,
  MemberRegistered,
  memberStream,
  MentorRegistered,
  mentorStream,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
  QuestionRated,
  QuestionReopened,
  QuestionRetagged,
  questionStream,
  ratingStream,
  SlugReserved,
  slugStream,
  ViewsImported,
  viewsStream,
} from '@stoa/contracts';
import type { DomainEvent, NewEvent } from '@stoa/kernel';
import type { Draft } from '../mapping/draft.ts';
import type { Dump } from '../mapping/dump-index.ts';
import { QUESTION } from '../mapping/post-index.ts';
import { keyOf } from '../mapping/topics.ts';
import type { Tally } from '../tally.ts';
import { cleanLine } from '../text/clean-line.ts';
import type { Append } from './append.ts';
import type { Claims } from './claims.ts';
import { FirstUses } from './first-uses.ts';
import type { EventMaker } from './make-events.ts';
import { handleCandidates, slugCandidates } from './names.ts';

const NAME = 120;
type Of<K extends Draft['kind']> = Extract<Draft, { kind: K }>;

/**
 * Makes drafts, in their order, into appends: derives ids, claims names, reserves what must be reserved right before what it serves, and
 * counts on in each stream. Everything but the claims follows from the dump alone.
 */
export class Materialiser {
  private readonly viewBatches = new Map<number, number>();

  constructor(
    private readonly dump: Dump,
    private readonly claims: Claims,
    private readonly tally: Tally,
    private readonly events: EventMaker,
    private readonly topics = new FirstUses(events),
  ) {}

  async appends(draft: Draft, time: number): Promise<Append[]> {
    const appends = await this.of(draft, new Date(time).toISOString());
    for (const { events } of appends) for (const { type } of events) this.tally.events.add(type);
    return appends;
  }

  private of(draft: Draft, at: string): Append[] | Promise<Append[]> {
    switch (draft.kind) {
      case 'member':
        return [this.member(draft, at)];
      case 'mentor':
        return this.mentor(draft, at);
      case 'question':
        return this.question(draft, at);
      case 'answer':
        return [this.answer(draft, at)];
      case 'edit':
        return this.edit(draft, at);
      case 'close':
      case 'reopen':
        return [this.openness(draft, at)];
      case 'accept':
        return [this.acceptance(draft, at)];
      case 'rating':
        return [this.rating(draft, at)];
      case 'views':
        return [this.views(draft, at)];
    }
  }

  private member({ member }: Of<'member'>, at: string): Append {
    const memberId = this.dump.memberId(member);
    this.tally.counts.members++;
    const registered = MemberRegistered({ memberId, displayName: this.name(member, true), roles: ['member'] });
    return {
      stream: memberStream(memberId),
      events: this.events(at, ['member', memberId], memberId, registered),
      expected: 'no-stream',
    };
  }

  private async mentor({ member, bio }: Of<'mentor'>, at: string): Promise<Append[]> {
    const memberId = this.dump.memberId(member);
    const mentorId = mentorIdOf(memberId);
    const name = this.name(member);
    const candidates = handleCandidates(name, `${this.dump.members.sourceId(member)}`, mentorId);
    const handle = await this.claims.claim(candidates, mentorId, handleStream, 'mentorId');
    this.dump.members.setHandle(member, handle);
    this.tally.counts.mentors++;
    const reserved = HandleReserved({ handle, mentorId });
    const registered = MentorRegistered({ mentorId, memberId, handle, name, title: '', company: '', bio, links: [] });
    return [
      {
        stream: handleStream(handle),
        events: this.events(at, ['handle', handle, mentorId], memberId, reserved),
        expected: 'no-stream',
      },
      {
        stream: mentorStream(mentorId),
        events: this.events(at, ['mentor', mentorId], memberId, registered),
        expected: 'no-stream',
      },
    ];
  }

  private async question({ post, title, body, topics }: Of<'question'>, at: string): Promise<Append[]> {
    const { dump } = this;
    const questionId = dump.postId(post);
    const owner = dump.posts.owner(post);
    const askerId = dump.memberId(owner);
    const slug = await this.claims.claim(slugCandidates(title, questionId), questionId, slugStream, 'questionId');
    const asked = QuestionAsked({
      questionId,
      slug,
      askerId,
      askerName: this.name(owner),
      title,
      body,
      topics: topics.map(keyOf),
    });
    const reserved = SlugReserved({ questionId, slug });
    return [
      ...this.topics.created(topics, at),
      { stream: slugStream(slug), events: this.events(at, ['slug', slug, questionId], askerId, reserved), expected: 'no-stream' },
      this.onPost(post, this.events(at, ['posts', `${dump.posts.id(post)}`], askerId, asked)),
    ];
  }

  private answer({ post, body }: Of<'answer'>, at: string): Append {
    const { dump } = this;
    const owner = dump.posts.owner(post);
    const memberId = dump.memberId(owner);
    const handle = dump.members.handle(owner);
    if (handle === undefined) throw new Error(`The author of post ${dump.posts.id(post)} is no mentor yet`);
    const published = AnswerPublished({
      ...this.answerKey(post),
      mentorId: mentorIdOf(memberId),
      memberId,
      handle,
      byline: { name: this.name(owner), title: '', company: '' },
      body,
    });
    return this.onPost(post, this.events(at, ['posts', `${dump.posts.id(post)}`], memberId, published));
  }

  private edit({ post, row, editor, title, body, retag }: Of<'edit'>, at: string): Append[] {
    const changes: DomainEvent[] = [];
    const editorId = editor.id;
    const questionId = this.dump.postId(post);
    const author = this.dump.memberId(this.dump.posts.owner(post));
    if (body !== undefined && title !== undefined)
      changes.push(QuestionEdited({ questionId, editorId, askerId: author, title, body }));
    else if (body !== undefined) changes.push(AnswerRevised({ ...this.answerKey(post), editorId, memberId: author, body }));
    if (retag) changes.push(QuestionRetagged({ questionId, topics: retag.topics.map(keyOf), former: [...retag.former] }));
    const events = this.events(at, ['post-history', row], editor.known ? editorId : undefined, ...changes);
    return [...this.topics.created(retag?.topics ?? [], at), this.onPost(post, events)];
  }

  private openness(draft: Of<'close'> | Of<'reopen'>, at: string): Append {
    const questionId = this.dump.postId(draft.post);
    const changed =
      draft.kind === 'close' ? QuestionClosed({ questionId, reason: draft.reason }) : QuestionReopened({ questionId });
    const principal = draft.editor?.known ? draft.editor.id : undefined;
    return this.onPost(draft.post, this.events(at, ['post-history', draft.row], principal, changed));
  }

  private acceptance({ post, answer }: Of<'accept'>, at: string): Append {
    const { dump } = this;
    const accepted = AnswerAccepted({ questionId: dump.postId(post), answerId: dump.postId(answer) });
    const asker = dump.memberId(dump.posts.owner(post));
    return this.onPost(
      post,
      this.events(at, ['acceptance', `${dump.posts.id(post)}`, `${dump.posts.id(answer)}`], asker, accepted),
    );
  }

  private rating({ post, vote, helpful }: Of<'rating'>, at: string): Append {
    const targetId = this.dump.postId(post);
    const memberId = this.dump.id('vote', `${vote}`);
    const opinion = { memberId, value: helpful ? ('helpful' as const) : ('not-helpful' as const), former: null };
    const rated = this.isQuestion(post)
      ? QuestionRated({ questionId: targetId, ...opinion })
      : AnswerRated({ questionId: this.dump.postId(this.dump.posts.question(post)), answerId: targetId, ...opinion });
    const events = this.events(at, ['votes', `${vote}`], undefined, rated);
    return { stream: ratingStream(targetId, memberId), events, expected: 'no-stream' };
  }

  private views({ shard, batch, counts }: Of<'views'>, at: string): Append {
    const { dump, viewBatches } = this;
    const before = viewBatches.get(shard) ?? 0;
    viewBatches.set(shard, before + 1);
    const imported = ViewsImported({
      shard,
      source: `stackexchange:${dump.source}`,
      counts: counts.map(([post, views]) => ({
        questionId: dump.postId(dump.posts.question(post)),
        answerId: this.isQuestion(post) ? null : dump.postId(post),
        views,
      })),
    });
    const events = this.events(at, ['views', `${shard}`, `${batch}`], undefined, imported);
    return { stream: viewsStream(shard), events, expected: before === 0 ? 'no-stream' : before - 1 };
  }

  private onPost(post: number, events: NewEvent[]): Append {
    const id = this.dump.postId(post);
    const before = this.dump.posts.advance(post, events.length);
    const stream = this.isQuestion(post) ? questionStream(id) : answerStream(id);
    return { stream, events, expected: before < 0 ? 'no-stream' : before };
  }

  private name(member: number, counted = false): string {
    const { members } = this.dump;
    return cleanLine(members.name(member), NAME, `user${members.sourceId(member)}`, () => {
      if (counted) this.tally.text.names++;
    });
  }

  private isQuestion = (post: number) => this.dump.posts.kind(post) === QUESTION;
  private answerKey = (post: number) => ({
    questionId: this.dump.postId(this.dump.posts.question(post)),
    answerId: this.dump.postId(post),
  });
}
