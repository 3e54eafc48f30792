import { derivedId } from '@stoa/kernel';
import { MemberIndex } from './member-index.ts';
import { PostIndex } from './post-index.ts';

/** What is held of a dump in memory while it is imported: compact facts by post and by author, never a text. */
export class Dump {
  readonly posts = new PostIndex();
  readonly members = new MemberIndex();
  /** The latest time that any row names. */
  latest = 0;

  constructor(readonly source: string) {}

  sawTimes(...times: readonly (number | null)[]): void {
    for (const time of times) if (time !== null && time > this.latest) this.latest = time;
  }

  /** An id of this source: the same row has the same id in every run. */
  id = (...parts: readonly string[]): string => derivedId(this.source, ...parts);
  postId = (slot: number): string => this.id('post', `${this.posts.id(slot)}`);
  memberId = (member: number): string => this.id(...this.members.idParts(member));
}
