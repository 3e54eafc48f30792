import type { Withdrawer } from './vocabulary.ts';

/**
 * In what capacity a member acts who withdraws something of this author's. Where nobody is recorded it is a moderator: what should not have been
 * kept back a moderator restores, what should not have come back cannot be unseen.
 */
export const withdrawerOf = (memberId: string | undefined, authorId: string): Withdrawer =>
  memberId === authorId ? 'author' : 'moderator';
