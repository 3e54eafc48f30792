import { bytes, counts, numbers, slots } from './column.ts';
import { IdIndex } from './id-index.ts';
import type { MemberIndex } from './member-index.ts';

export const OTHER = 0;
export const QUESTION = 1;
export const ANSWER = 2;
/** An answer whose question is not in the dump. */
export const ORPHAN = 3;
export type PostKind = typeof OTHER | typeof QUESTION | typeof ANSWER | typeof ORPHAN;

export interface NewPost {
  readonly id: number;
  readonly kind: PostKind;
  readonly time: number;
  readonly parentId: number | undefined;
  readonly acceptedId: number | undefined;
  readonly owner: number;
  /** What the dump says the votes come to. */
  readonly score?: number | undefined;
}

/** What an import keeps of every post, by slot: some sixty bytes, never a text. */
export class PostIndex {
  private readonly index = new IdIndex();
  private readonly ids = numbers();
  private readonly kinds = bytes();
  private readonly times = numbers();
  private readonly parents = numbers();
  private readonly accepted = numbers();
  private readonly acceptances = numbers();
  private readonly owners = slots();
  /** The dump's score, less every vote that was counted. */
  private readonly scores = numbers();
  private readonly streamed = counts();
  private readonly renamed = new Map<number, string>();

  get size(): number {
    return this.index.size;
  }

  /** The new post's slot, or -1 where its id is there already. */
  add({ id, kind, time, parentId, acceptedId, owner, score }: NewPost): number {
    const slot = this.index.add(id);
    if (slot < 0) return slot;
    this.ids.push(id);
    this.kinds.push(kind);
    this.times.push(time);
    this.parents.push(parentId ?? NaN);
    this.accepted.push(acceptedId ?? NaN);
    this.acceptances.push(0);
    this.owners.push(owner);
    this.streamed.push(0);
    this.scores.push(score ?? NaN);
    return slot;
  }

  find = (id: number): number => this.index.find(id);
  id = (slot: number): number => this.ids.get(slot);
  /** What its id here is derived from: the dump's id, unless that belongs to something else already. */
  sourceId = (slot: number): string => this.renamed.get(slot) ?? `${this.id(slot)}`;
  rename = (slot: number, sourceId: string): void => void this.renamed.set(slot, sourceId);
  kind = (slot: number): PostKind => this.kinds.get(slot) as PostKind;
  /** When it came to be; of an answer never before its question (after `resolve`). */
  time = (slot: number): number => this.times.get(slot);
  owner = (slot: number): number => this.owners.get(slot);
  /** The slot of the post's question, its own for a question (after `resolve`). */
  question = (slot: number): number => (this.kind(slot) === ANSWER ? this.parents.get(slot) : slot);
  parentId = (slot: number): number => this.parents.get(slot);
  /** The id of a question's accepted answer, or NaN. */
  acceptedId = (slot: number): number => this.accepted.get(slot);
  /** The latest vote by which an answer was accepted, or 0. */
  acceptance = (slot: number): number => this.acceptances.get(slot);
  noteAcceptance = (slot: number, time: number): void => this.acceptances.set(slot, Math.max(time, this.acceptances.get(slot)));

  /** The slot of a question's accepted answer, or -1. */
  acceptedAnswer(question: number): number {
    const acceptedId = this.acceptedId(question);
    const answer = Number.isNaN(acceptedId) ? -1 : this.find(acceptedId);
    return answer >= 0 && this.kind(answer) === ANSWER && this.question(answer) === question ? answer : -1;
  }
  /** When it was accepted, or else came to be. */
  acceptedAt = (answer: number): number => this.acceptance(answer) || this.time(answer);

  countVote = (slot: number, helpful: boolean): void => this.scores.set(slot, this.scores.get(slot) - (helpful ? 1 : -1));
  /** Whether all votes together come to what the dump says, or it says nothing. */
  isScored = (slot: number): boolean => Number.isNaN(this.scores.get(slot)) || this.scores.get(slot) === 0;

  /** Takes the next `events` places in the post's stream; gives the revision before them, -1 for none. */
  advance(slot: number, events: number): number {
    const before = this.streamed.get(slot);
    this.streamed.set(slot, before + events);
    return before - 1;
  }

  /**
   * When all posts are known: finds the answers' questions, tells `onOrphan` of those without, dates no answer before its question
   * (`onMoved`), and lets the members know of their first posts.
   */
  resolve(members: MemberIndex, onOrphan: (slot: number) => void, onMoved: (slot: number) => void): void {
    for (let slot = 0; slot < this.size; slot++) {
      if (this.kind(slot) !== ANSWER) continue;
      const question = this.find(this.parents.get(slot));
      if (question < 0 || this.kind(question) !== QUESTION) {
        this.kinds.set(slot, ORPHAN);
        onOrphan(slot);
        continue;
      }
      this.parents.set(slot, question);
      if (this.time(question) > this.time(slot)) {
        this.times.set(slot, this.time(question));
        onMoved(slot);
      }
    }
    for (let slot = 0; slot < this.size; slot++) {
      const kind = this.kind(slot);
      if (kind === QUESTION || kind === ANSWER) members.notePost(this.owner(slot), this.time(slot), kind === ANSWER);
    }
  }
}
