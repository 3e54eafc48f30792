import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where a process can be made to end on the path of a view; see kill-points.mjs. */
export type KillPoint = 'publishing' | 'published' | 'sealing' | 'appending' | 'sealed' | 'untrimmed' | 'trimming' | 'trimmed';
/** How a process can be broken on purpose. */
export type Broken = 'hasty' | 'forgetful' | 'blind';

const PRELOADED = pathToFileURL(join(import.meta.dirname, '../../src/views/kill-points.mjs')).href;

/** Variables of a process that ends at the point, when it reaches it for this time, or that is broken. */
export const endingAt = (point: KillPoint | undefined, times = 1, broken?: Broken): Record<string, string> => ({
  NODE_OPTIONS: `--import ${PRELOADED}`,
  ...(point ? { STOA_TEST_KILL: `${point}:${times}` } : {}),
  ...(broken ? { STOA_TEST_BROKEN: broken } : {}),
});
