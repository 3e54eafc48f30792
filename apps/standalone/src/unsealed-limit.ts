import { StreamOverloaded } from '@stoa/event-stream';
import { partitionName, type EventStream, type PartitionId } from '@stoa/kernel';

export interface ViewLimits {
  /** Messages that may wait to be sealed, in each partition. */
  readonly unsealed: number;
  /** Bytes that the owners of shards may remember. */
  readonly remembered: number;
}
export const VIEW_LIMITS: ViewLimits = { unsealed: 50_000, remembered: 1024 * 1024 * 1024 };

/** Refuses views before they fill disk or memory: where sealing stands still, or a day has more readers than can be remembered. */
export class UnsealedLimit implements Pick<EventStream, 'publish'> {
  private readonly waiting = new Map<string, { published: bigint; sealed: bigint }>();

  constructor(
    private readonly stream: Pick<EventStream, 'publish'>,
    private readonly remembered: () => number,
    private readonly limits: ViewLimits = VIEW_LIMITS,
  ) {}

  async publish(partition: PartitionId, messages: Parameters<EventStream['publish']>[1]): Promise<bigint> {
    const place = this.of(partition);
    if (place.published - place.sealed >= BigInt(this.limits.unsealed) || this.remembered() > this.limits.remembered)
      throw new StreamOverloaded();
    const offset = await this.stream.publish(partition, messages);
    if (offset > place.published) place.published = offset;
    return offset;
  }

  /** Everything up to this offset is in the log. */
  sealed(partition: PartitionId, offset: bigint): void {
    const place = this.of(partition);
    if (offset > place.sealed) place.sealed = offset;
    if (offset > place.published) place.published = offset;
  }

  private of(partition: PartitionId) {
    const name = partitionName(partition);
    const known = this.waiting.get(name);
    if (known) return known;
    const fresh = { published: -1n, sealed: -1n };
    this.waiting.set(name, fresh);
    return fresh;
  }
}
