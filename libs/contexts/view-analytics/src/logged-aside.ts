import { partitionName } from '@stoa/kernel';
import type { SetAside } from './view-facts-consumer.ts';

/** Logs where an unreadable record is, and not what it holds. */
export const loggedAside = (log: { error(fields: object, message: string): void }): SetAside => ({
  setAside: async (partition, { offset, value }, reason) =>
    log.error({ partition: partitionName(partition), offset: String(offset), bytes: value.length, reason }, 'record set aside'),
});
