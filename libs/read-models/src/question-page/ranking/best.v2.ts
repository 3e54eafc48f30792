import {
  acceptedFirst,
  byId,
  earliestFirst,
  fewestNotHelpfulFirst,
  mostViewedFirst,
  surestFirst,
  type Criterion,
} from './rankable.ts';

// #region formula
/**
 * As `best.v1`, but of two answers without a helpful rating, whose bounds are both 0, the one with fewer not-helpful ratings stands first:
 * under v1 many views could carry an answer that readers only rejected past one that nobody has rated yet.
 */
export const bestV2: readonly Criterion[] = [
  acceptedFirst,
  surestFirst,
  fewestNotHelpfulFirst,
  mostViewedFirst,
  earliestFirst,
  byId,
];
// #endregion
