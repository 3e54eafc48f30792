import { namedPerson, userPerson } from './member-index.ts';
import type { ImportedPerson } from '@stoa/contracts';
import type { Draft } from './draft.ts';
import { LastBody } from './last-body.ts';
import { BODIES, CLOSED, INITIAL, REOPENED, TAGS, TITLES, type HistoryRow, type PostRow } from './post-row.ts';
import { keyOf, topicNames } from './topics.ts';
import type { Tally } from '../tally.ts';
import type { BodyCleaner } from '../text/clean-body.ts';
import { cleanLine } from '../text/clean-line.ts';
import { Body } from '../text/same-body.ts';
import { settleBody } from '../text/settle-body.ts';
import { closingReason } from '../dump/kinds.ts';
import { tagsOf } from '../dump/row-values.ts';

const TITLE = 300;
const UNTITLED = 'Untitled';
const AMENDMENT = 'amendment-';

export interface Folding {
  readonly tally: Tally;
  readonly bodies: BodyCleaner;
  /** Whether the dump has PostHistory at all. */
  readonly history: boolean;
  /** Whether an earlier dump brought the post: what happened to it since is added, and what it is now is told beside. */
  isKnown(slot: number): boolean;
  /** `index` orders the drafts of one post. */
  emit(draft: Draft, time: number, postId: number, index: number): void;
  /** What a post is when the dump was made. */
  tell(draft: Draft, postId: number): void;
}

/** Who made a change, if the dump knows anybody. */
interface Edited {
  readonly editor?: ImportedPerson;
}

/** What a row or a group of rows sets. */
interface Change {
  title?: string;
  body?: string;
  topics?: string[];
}

/**
 * Turns one post with its history into drafts: the first revision creates it, later ones edit it, closings and reopenings alternate.
 * Rows of one revision become one edit. The last body gives the page that the post's own row holds as HTML. Where the history does not end
 * in what that row says of title, tags and closing, one more draft brings it there. Times never run backwards and never come before the post.
 */
export class PostFold {
  private readonly state = { title: '', body: '', topics: [] as string[] };
  private readonly first: Change = {};
  private readonly page: Body;
  private readonly lastBody: LastBody;
  /** Whether the history has a body at all. */
  private written = false;
  private readonly known: boolean;
  private closedBecause: string | null = null;
  private created = false;
  private closed = false;
  private clock: number;
  private index = 0;
  private group: HistoryRow[] = [];

  constructor(
    private readonly post: PostRow,
    private readonly isQuestion: boolean,
    time: number,
    private readonly context: Folding,
  ) {
    this.clock = time;
    this.page = new Body(post.html);
    this.lastBody = new LastBody((draft, at, index) => context.emit(draft, at, post.id, index));
    this.known = context.isKnown(post.slot);
  }

  history(row: HistoryRow): void {
    if (INITIAL.has(row.type) && !this.created) {
      Object.assign(this.first, { ...this.changeOf(row), ...this.first });
      return;
    }
    if (this.group[0] && this.group[0].revision !== row.revision) this.settleGroup();
    this.create();
    if (row.type === CLOSED || row.type === REOPENED) {
      this.settleGroup();
      this.open(row);
    } else {
      this.group.push(row);
    }
  }

  finish(): void {
    this.create();
    this.settleGroup();
    this.settleBody();
    if (this.isQuestion) this.amend();
    this.lastBody.release();
    if (this.known) this.tellState();
  }

  private create(): void {
    if (this.created) return;
    this.created = true;
    const { post, first, state, context } = this;
    if (first.body === undefined && context.history) context.tally.counts.postsWithoutHistory++;
    state.body = first.body ?? this.fromHtml();
    if (!this.isQuestion) {
      context.tally.counts.answers++;
      if (this.known) return;
      return this.emit({ kind: 'answer', post: post.slot, body: state.body });
    }
    state.title = first.title ?? this.title(post.title);
    state.topics = first.topics ?? this.topics(post.tags);
    context.tally.counts.questions++;
    if (this.known) return;
    this.emit({ kind: 'question', post: post.slot, title: state.title, body: state.body, topics: state.topics });
  }

  private settleGroup(): void {
    const head = this.group[0];
    if (!head) return;
    const change: Change = Object.assign({}, ...this.group.map((row) => this.changeOf(row)));
    this.group = [];
    this.edit(change, { row: `${head.row}`, by: this.editorOf(head), time: head.time });
  }

  private edit({ title, body, topics }: Change, { row, by, time }: { row: string; by: Edited; time: number }): void {
    const { state, isQuestion, post, context } = this;
    const edited = (title !== undefined && isQuestion && title !== state.title) || (body !== undefined && body !== state.body);
    const retagged = topics !== undefined && isQuestion && keysOf(topics).join() !== keysOf(state.topics).join();
    if (!edited && !retagged) {
      context.tally.counts.unchangedRevisions++;
      return;
    }
    context.tally.counts.revisions++;
    const former = state.topics;
    if (edited) {
      if (isQuestion) state.title = title ?? state.title;
      state.body = body ?? state.body;
    }
    if (retagged) state.topics = topics;
    this.clock = Math.max(this.clock, time);
    // What topics were before, and what the source changed without a row, only the stream of a known question tells.
    if (this.known && (!edited || row.startsWith(AMENDMENT))) return;
    this.emit({
      kind: 'edit',
      post: post.slot,
      row,
      ...by,
      ...(edited ? { ...(isQuestion ? { title: state.title } : {}), body: state.body } : {}),
      ...(retagged && !this.known ? { retag: { topics, former: keysOf(former) } } : {}),
    });
  }

  private settleBody(): void {
    const { state, post, page, context } = this;
    const clean = (markdown: string) => (markdown === page.markdown ? this.fromHtml() : this.body(markdown));
    const written = { post: post.id, markdown: this.written ? state.body : undefined, clean };
    state.body = settleBody(page, written, context.tally);
    this.lastBody.release(state.body);
  }

  private open(row: HistoryRow): void {
    const closing = row.type === CLOSED;
    if (!this.isQuestion || closing === this.closed) return;
    this.closed = closing;
    this.clock = Math.max(this.clock, row.time);
    const common = { post: this.post.slot, row: `${row.row}`, ...this.editorOf(row) };
    const reason = closingReason(row.reason ?? undefined);
    this.closedBecause = closing ? reason : null;
    this.emit(closing ? { kind: 'close', ...common, reason } : { kind: 'reopen', ...common });
  }

  private amend(): void {
    const { post, state, context } = this;
    const { amendments } = context.tally;
    const now = cleanLine(post.title, TITLE, UNTITLED, () => {});
    const topics = topicNames(tagsOf(post.tags));
    const time = post.touchedAt ?? this.clock;
    const titleDiffers = now !== state.title;
    const tagsDiffer = keysOf(topics).join() !== keysOf(state.topics).join();
    if (titleDiffers) amendments.titles++;
    if (tagsDiffer) amendments.tags++;
    if (titleDiffers || tagsDiffer) {
      this.edit(
        { ...(titleDiffers ? { title: now } : {}), ...(tagsDiffer ? { topics } : {}) },
        { row: `${AMENDMENT}${post.id}`, by: {}, time },
      );
    }
    if ((post.closedAt !== null) === this.closed) return;
    if (context.history) amendments.closings++;
    this.clock = Math.max(this.clock, post.closedAt ?? time);
    this.closedBecause = this.closed ? null : closingReason(undefined);
    if (this.known) return;
    const row = `${this.closed ? 'reopened' : 'closed'}-${post.id}`;
    if (this.closed) this.emit({ kind: 'reopen', post: post.slot, row });
    else this.emit({ kind: 'close', post: post.slot, row, reason: closingReason(undefined) });
  }

  private tellState(): void {
    const { post, state, closedBecause: closed } = this;
    const now: Draft = this.isQuestion
      ? { kind: 'question-now', post: post.slot, ...state, closed }
      : { kind: 'answer-now', post: post.slot, body: state.body };
    this.context.tell(now, post.id);
  }

  private changeOf({ type, text }: HistoryRow): Change {
    if (BODIES.has(type)) {
      this.written = true;
      return { body: this.body(text) };
    }
    if (!this.isQuestion) return {};
    if (TITLES.has(type)) return { title: this.title(text) };
    return TAGS.has(type) ? { topics: this.topics(text) } : {};
  }

  private editorOf({ userId, userName }: HistoryRow): Edited {
    if (userId !== null) return { editor: userPerson(userId) };
    return userName === null ? {} : { editor: namedPerson(userName) };
  }

  private title = (text: string) => cleanLine(text, TITLE, UNTITLED, () => this.context.tally.text.titles++);
  private topics = (text: string) => topicNames(tagsOf(text), this.context.tally.text);
  private converted: string | undefined;
  private fromHtml = () => (this.converted ??= this.body(this.page.markdown));
  private body = (text: string) =>
    this.isQuestion
      ? this.context.bodies.question(text, `post ${this.post.id}`)
      : this.context.bodies.answer(text, `post ${this.post.id}`);

  private emit(draft: Draft): void {
    this.lastBody.take(draft, this.clock, this.index++);
  }
}

const keysOf = (names: readonly string[]) => names.map(keyOf);
