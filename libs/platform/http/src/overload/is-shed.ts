import type { LaneLoad } from './lane.ts';

/** What is refused first stands first. */
export const KINDS = ['analytics', 'reads', 'writes'] as const;
export type Kind = (typeof KINDS)[number];

/** How long requests may have to wait, in milliseconds, before those of a kind are refused: its own, and those of kinds that go before. */
export const PATIENCE: Record<Kind, { readonly own: number; readonly others: number }> = {
  analytics: { own: 2000, others: 100 },
  reads: { own: 1000, others: 175 },
  writes: { own: 325, others: Infinity },
};
/** Who has waited for so long, and was not begun with, is refused all the same: nobody is answered later than this and the work itself. */
export const waitedTooLong = (kind: Kind, ms: number): boolean => ms > 2 * PATIENCE[kind].own;
/** So many requests of a lane are no queue: they are served at the same time. */
export const NO_QUEUE = 10;
/** So many of a kind are taken in each second whatever happens: nothing starves. */
export const ALWAYS: Record<Kind, number> = { analytics: 1, reads: 4, writes: 0 };

/** What is known when a request comes. */
export interface Load {
  /** Those with which the request would wait. */
  readonly own: LaneLoad;
  /** Those of kinds that are refused later. */
  readonly others: readonly LaneLoad[];
  /** Of its kind, in this second. */
  readonly taken: number;
}

/** Whether a request is refused, since it, or another kind that goes before, would wait for too long. */
export function isShed(kind: Kind, { own, others, taken }: Load): boolean {
  if (taken < ALWAYS[kind]) return false;
  if (waitIn(own) > PATIENCE[kind].own) return true;
  // A lane in which nothing is answered is broken, not busy: what others do without does not help it.
  const busiest = Math.max(0, ...others.filter(({ perSecond }) => perSecond !== 0).map(waitIn));
  return busiest > PATIENCE[kind].others;
}

/**
 * By Little's law, in flight divided by answered in a second; but no longer than one has waited so far: a burst, or one slow moment, is no
 * overload.
 */
function waitIn({ inFlight, oldest, perSecond }: LaneLoad): number {
  if (inFlight <= NO_QUEUE || perSecond === undefined) return 0;
  return Math.min(oldest, (inFlight / perSecond) * 1000);
}
