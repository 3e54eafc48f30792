import { SourceIds } from '@stoa/imports-mapping';
import type { LaterDump } from '../earlier/later-dump.ts';
import { MemberIndex } from './member-index.ts';
import { PostIndex } from './post-index.ts';

/** What is held of a dump in memory while it is imported: compact facts by post and by author, never a text. */
export class Dump {
  readonly posts = new PostIndex();
  readonly members = new MemberIndex();
  /** The latest time that any row names. */
  latest = 0;

  readonly ids: SourceIds;
  /** Where another dump of the source was imported before. */
  later: LaterDump | undefined;

  constructor(readonly source: string) {
    this.ids = new SourceIds(source);
  }

  sawTimes(...times: readonly (number | null)[]): void {
    for (const time of times) if (time !== null && time > this.latest) this.latest = time;
  }

  postId = (slot: number): string => this.ids.post(this.posts.sourceId(slot));
}
