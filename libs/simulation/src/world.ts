import type { Principal } from '@stoa/kernel';
import type { Random } from '@stoa/testing';

/** What a simulation knows of its site: who is there and what was written. Whether something may be done is for the deciders to say. */
export interface World {
  readonly admin: Principal;
  readonly members: Principal[];
  readonly mentors: { readonly mentorId: string; readonly by: Principal }[];
  readonly questions: { readonly questionId: string; readonly by: Principal }[];
  readonly answers: { readonly answerId: string; readonly questionId: string; readonly by: Principal }[];
  readonly tokens: { readonly tokenId: string; readonly by: Principal }[];
}

export const emptyWorld = (admin: Principal): World => ({
  admin,
  members: [],
  mentors: [],
  questions: [],
  answers: [],
  tokens: [],
});

/** One of them, the first ones far more often than the last: a few questions draw most of the attention. */
export function popular<V>(random: Random, things: readonly V[]): V {
  const thing = things[Math.floor(random.fraction() ** 2 * things.length)];
  if (thing === undefined) throw new Error('There is nothing to choose from');
  return thing;
}
