import { partitionName } from '@stoa/kernel';
import type { Logger } from '@stoa/service';
import type { SetAside } from '@stoa/view-analytics';

/** Tells operators where a record stands that nobody can read. Its bytes stay there: the topic of view facts is never wiped. */
export const loggedAside = (log: Pick<Logger, 'error'>): SetAside => ({
  setAside: async (partition, { offset, value }, reason) =>
    log.error({ partition: partitionName(partition), offset: String(offset), bytes: value.length, reason }, 'record set aside'),
});
