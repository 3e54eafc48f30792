import { partitionName } from '@stoa/kernel';
import type { Logger } from '@stoa/service';
import type { SetAside } from '@stoa/view-analytics';

/** Logs where an unreadable record is. Its bytes stay there: the stream topic of view facts is never deleted. */
export const loggedAside = (log: Pick<Logger, 'error'>): SetAside => ({
  setAside: async (partition, { offset, value }, reason) =>
    log.error({ partition: partitionName(partition), offset: String(offset), bytes: value.length, reason }, 'record set aside'),
});
