import { oneOf, type Headers } from './headers.ts';

/** What a reader may send in order not to be followed: Global Privacy Control (`Sec-GPC: 1`) and Do Not Track (`DNT: 1`). */
export const trackingSignals = ['gpc', 'dnt'] as const;
export type TrackingSignal = (typeof trackingSignals)[number];

const HEADER_OF: Record<TrackingSignal, string> = { gpc: 'sec-gpc', dnt: 'dnt' };

/** Whether the reader has sent one of the signals that are honoured here. */
export const wantsNoTracking = (headers: Headers, honour: readonly TrackingSignal[]): boolean =>
  honour.some((signal) => oneOf(headers[HEADER_OF[signal]])?.trim() === '1');

/** The headers by which browsers have told, over the years, that nobody has asked to see the page yet. */
const ADVANCE = [
  ['sec-purpose', /^\s*(?:prefetch|prerender)\b/i],
  ['purpose', /\b(?:prefetch|prerender|preview)\b/i],
  ['x-purpose', /\b(?:prefetch|prerender|preview)\b/i],
  ['x-moz', /\bprefetch\b/i],
] as const;

/** Whether a browser fetches the page in advance. */
export const isPrefetch = (headers: Headers): boolean =>
  ADVANCE.some(([name, value]) => value.test((oneOf(headers[name]) ?? '').slice(0, 256)));
