import type { TopicShape } from '@stoa/contracts';

/** The topic of the processes that are killed. */
export const KILL_TOPIC = 'killed';
export const KILL_TOPICS: Readonly<Record<string, TopicShape>> = { [KILL_TOPIC]: { partitions: 4, retentionMs: -1 } };
