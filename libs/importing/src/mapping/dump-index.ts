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
  postId = remembered((slot) => this.id('post', `${this.posts.id(slot)}`));
  memberId = remembered((member) => this.id(...this.members.idParts(member)));
}

/** Deriving an id costs microseconds and the same ones come up again and again; so many of them are kept. */
const REMEMBERED = 50_000;
function remembered(derive: (slot: number) => string): (slot: number) => string {
  const known = new Map<number, string>();
  return (slot) => {
    let id = known.get(slot);
    if (id !== undefined) return id;
    if (known.size >= REMEMBERED) known.clear();
    id = derive(slot);
    known.set(slot, id);
    return id;
  };
}
