import type { EventStream, PartitionId, StreamMessage } from '@stoa/kernel';
import { StreamOverloaded } from './local/stream-overloaded.ts';
import { within } from './within.ts';

export interface PublishingLimits {
  /** What may be on its way at once; one publication is always accepted where nothing is. */
  readonly messages: number;
  readonly bytes: number;
  /** Milliseconds until a caller is told that it failed. */
  readonly wait: number;
}
const LIMITS: PublishingLimits = { messages: 10_000, bytes: 16 * 1024 * 1024, wait: 2_500 };

/**
 * Publishes for callers who wait, however long the broker is away: each gets a result within seconds, and what waits for the broker is
 * bounded; beyond it `publish` rejects at once with StreamOverloaded. What a caller no longer waits for may be written all the same.
 */
export class BoundedPublisher implements Pick<EventStream, 'publish'> {
  private readonly under = { messages: 0, bytes: 0 };

  constructor(
    private readonly stream: Pick<EventStream, 'publish'>,
    private readonly limits: PublishingLimits = LIMITS,
  ) {}

  async publish(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint> {
    const { under, limits } = this;
    const bytes = messages.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    const tooMuch = under.messages + messages.length > limits.messages || under.bytes + bytes > limits.bytes;
    if (under.messages > 0 && tooMuch) throw new StreamOverloaded();
    under.messages += messages.length;
    under.bytes += bytes;
    const publication = this.stream.publish(partition, messages).finally(() => {
      under.messages -= messages.length;
      under.bytes -= bytes;
    });
    return within(limits.wait, publication, 'A publication');
  }
}
