/** Where the public page about what counts is. */
export const WHAT_COUNTS_PATH = '/what-counts-as-a-view';
export const LIVE_PATH = '/live';
export const ANALYTICS_PATH = '/analytics';
