import type { ImportedPerson } from '@stoa/contracts';
import { bytes, numbers } from './column.ts';

const USER = 0;
const NAMED = 1;
const NAMELESS = 2;

/** Who wrote something, as a row tells it. */
export interface Author {
  readonly userId: number | undefined;
  readonly name: string | undefined;
}

/**
 * Everybody who asked or answered, by slot. A user is one member, as is the site's own account (-1); authors of whom only a name is left are
 * one member per name; an author of whom nothing is left is a member per post.
 */
export class MemberIndex {
  private readonly users = new Map<number, number>();
  private readonly named = new Map<string, number>();
  private readonly kinds = bytes();
  /** The user's id, or the id of the first post of those without one. */
  private readonly sourceIds = numbers();
  private readonly created = numbers();
  private readonly firstPosts = numbers();
  private readonly firstAnswers = numbers();
  private readonly names: (string | undefined)[] = [];
  private readonly handles: (string | undefined)[] = [];

  get size(): number {
    return this.names.length;
  }

  /** The slot of a post's author, made on first sight. */
  authorOf(postId: number, { userId, name }: Author): number {
    if (userId !== undefined) return this.slotIn(this.users, userId, USER, userId, name);
    if (name !== undefined) return this.slotIn(this.named, name, NAMED, postId, name);
    return this.add(NAMELESS, postId, undefined);
  }

  /** The slot of a user who asked or answered, or -1. */
  findUser = (userId: number): number => this.users.get(userId) ?? -1;

  describe(slot: number, name: string | undefined, created: number | undefined): void {
    if (name !== undefined) this.names[slot] = name;
    if (created !== undefined) this.created.set(slot, created);
  }

  notePost(slot: number, time: number, isAnswer: boolean): void {
    this.firstPosts.set(slot, Math.min(time, this.firstPosts.get(slot)));
    if (isAnswer) this.firstAnswers.set(slot, Math.min(time, this.firstAnswers.get(slot)));
  }

  /** What the member's id is derived from, beside the source. */
  person(slot: number): ImportedPerson {
    const kind = this.kinds.get(slot);
    if (kind === USER) return userPerson(this.sourceIds.get(slot));
    if (kind === NAMED) return namedPerson(this.names[slot] ?? '');
    return { kind: 'post-owner', id: String(this.sourceIds.get(slot)) };
  }

  /** The name as the dump gives it, or one made up as the dumped sites do. */
  name(slot: number): string {
    const name = this.names[slot];
    if (name !== undefined) return name;
    const kind = this.kinds.get(slot);
    if (kind === NAMELESS) return 'Anonymous';
    return this.sourceIds.get(slot) === -1 ? 'Community' : `user${this.sourceIds.get(slot)}`;
  }

  sourceId = (slot: number): number => this.sourceIds.get(slot);
  kind = (slot: number): number => this.kinds.get(slot);
  /** When the account was made, but not after the first post; Infinity for one without an imported post. */
  joined = (slot: number): number => {
    const first = this.firstPosts.get(slot);
    return first === Infinity ? first : Math.min(first, this.created.get(slot));
  };
  /** When the member answered for the first time, or Infinity. */
  firstAnswer = (slot: number): number => this.firstAnswers.get(slot);
  handle = (slot: number): string | undefined => this.handles[slot];
  setHandle(slot: number, handle: string): void {
    this.handles[slot] = handle;
  }

  private slotIn<K>(known: Map<K, number>, key: K, kind: number, sourceId: number, name: string | undefined): number {
    const found = known.get(key);
    if (found !== undefined) return found;
    const slot = this.add(kind, sourceId, name);
    known.set(key, slot);
    return slot;
  }

  private add(kind: number, sourceId: number, name: string | undefined): number {
    this.kinds.push(kind);
    this.sourceIds.push(sourceId);
    this.created.push(Infinity);
    this.firstPosts.push(Infinity);
    this.firstAnswers.push(Infinity);
    this.handles.push(undefined);
    return this.names.push(name) - 1;
  }
}

const LONGEST_NAME = 2000;

export const userPerson = (userId: number): ImportedPerson => ({ kind: 'user', id: String(userId) });
export const namedPerson = (name: string): ImportedPerson => ({
  kind: 'user-name',
  id: name.slice(0, LONGEST_NAME).replace(/\p{Surrogate}/gu, '\ufffd') || ' ',
});
