import { partitionName, type PartitionId } from '@stoa/kernel';
import type { SetAside } from './view-facts-consumer.ts';

/** Logs where an unreadable record is, and not what it holds. `onSetAside` is called with a code. */
export const loggedAside = (
  log: { error(fields: object, message: string): void },
  onSetAside: (partition: PartitionId, code: string) => void = () => undefined,
): SetAside => ({
  async setAside(partition, { offset, value }, reason) {
    log.error({ partition: partitionName(partition), offset: String(offset), bytes: value.length, reason }, 'record set aside');
    onSetAside(partition, 'unreadable');
  },
});
