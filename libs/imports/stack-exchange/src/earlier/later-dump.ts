import { viewShardOf } from '@stoa/contracts';
import type { Dump } from '../mapping/dump-index.ts';
import { ANSWER, QUESTION } from '../mapping/post-index.ts';
import type { EarlierImports } from './earlier-imports.ts';

/** Something that an earlier import brought and this dump has no more. */
export type Gone = { readonly questionId: string; readonly answerId: string | null };

/** A dump of a source of which another one was imported before: which of its posts are known, under which ids, and what is gone. */
export class LaterDump {
  private readonly people = new Set<string>();

  constructor(
    private readonly dump: Dump,
    readonly earlier: EarlierImports,
  ) {}

  /**
   * When all posts are read. A post that is an answer now and was a question, or an answer that moved to another question, cannot keep its id: events of an
   * answer belong to the question under which it was born. It gets another id, and what it was is gone.
   */
  namePosts(): void {
    const { dump, earlier } = this;
    const { posts } = dump;
    for (let slot = 0; slot < posts.size; slot++)
      if (posts.kind(slot) === QUESTION && earlier.answers.has(dump.postId(slot)))
        posts.rename(slot, `${posts.id(slot)}.as-question`);
    for (let slot = 0; slot < posts.size; slot++) {
      if (posts.kind(slot) !== ANSWER) continue;
      const id = dump.postId(slot);
      const bornUnder = earlier.answers.get(id);
      const question = posts.question(slot);
      if (earlier.questions.has(id)) posts.rename(slot, `${posts.id(slot)}.as-answer`);
      else if (bornUnder !== undefined && bornUnder !== dump.postId(question))
        posts.rename(slot, `${posts.id(slot)}.under.${posts.sourceId(question)}`);
    }
  }

  /** Mentors keep their handles. */
  nameMentors(): void {
    const { members, ids } = this.dump;
    for (let slot = 0; slot < members.size; slot++) {
      const handle = this.earlier.mentors.get(ids.member(members.person(slot)));
      if (handle !== undefined) members.setHandle(slot, handle);
    }
  }

  isKnown(slot: number): boolean {
    const id = this.dump.postId(slot);
    return this.dump.posts.kind(slot) === QUESTION ? this.earlier.questions.has(id) : this.earlier.answers.has(id);
  }

  isMember = (memberId: string): boolean => this.earlier.members.has(memberId);
  isMentor = (memberId: string): boolean => this.earlier.mentors.has(memberId);

  sawPerson(memberId: string): void {
    this.people.add(memberId);
  }

  /** Members and mentors of whom no row of the dump tells. */
  *goneMembers(): Generator<string> {
    for (const memberId of this.earlier.members) if (!this.people.has(memberId)) yield memberId;
  }
  *goneMentors(): Generator<string> {
    for (const memberId of this.earlier.mentors.keys()) if (!this.people.has(memberId)) yield memberId;
  }

  *gonePosts(): Generator<Gone> {
    const { dump, earlier } = this;
    const there = new Set<string>();
    for (let slot = 0; slot < dump.posts.size; slot++) {
      const kind = dump.posts.kind(slot);
      if (kind === QUESTION || kind === ANSWER) there.add(dump.postId(slot));
    }
    for (const questionId of earlier.questions) if (!there.has(questionId)) yield { questionId, answerId: null };
    for (const [answerId, questionId] of earlier.answers) if (!there.has(answerId)) yield { questionId, answerId };
  }
}

export const shardOfGone = ({ questionId }: Gone): number => viewShardOf(questionId);
