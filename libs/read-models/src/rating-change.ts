import type { RatingValue } from '@stoa/contracts';

const one = (value: RatingValue | undefined) => ({
  helpful: value === 'helpful' ? 1 : 0,
  notHelpful: value === 'not-helpful' ? 1 : 0,
});

/** What a rating that takes the place of a former one (or of none) adds to the counts; `now` undefined: it was cleared. */
export function ratingChange(
  former: RatingValue | undefined,
  now: RatingValue | undefined,
): { helpful: number; notHelpful: number } {
  const before = one(former);
  const after = one(now);
  return { helpful: after.helpful - before.helpful, notHelpful: after.notHelpful - before.notHelpful };
}
