/** A batch of fewer events is small. */
const SMALL_BATCH = 100;
const LONGEST_MS = 25;

/**
 * How long a relay gathers after a batch, by how long that took to publish. One that is idle publishes quickly, and what comes next goes out at
 * once; where publishing takes long, what comes meanwhile goes out together, since each message costs something in every consumer.
 */
export const gatheringMs = (events: number, tookMs: number): number =>
  events < SMALL_BATCH ? Math.min(LONGEST_MS, Math.max(0, tookMs)) : 0;
