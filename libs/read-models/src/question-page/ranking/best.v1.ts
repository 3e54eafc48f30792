import { acceptedFirst, byId, earliestFirst, mostViewedFirst, surestFirst, type Criterion } from './rankable.ts';

/** Accepted by the asker, Wilson bound, views, earlier answer, id. */
export const bestV1: readonly Criterion[] = [acceptedFirst, surestFirst, mostViewedFirst, earliestFirst, byId];
