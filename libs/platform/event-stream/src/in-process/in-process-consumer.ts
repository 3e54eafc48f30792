import { partitionName, type PartitionHandler, type PartitionId, type Subscription, type Pauses } from '@stoa/kernel';
import { PartitionLane } from '../partition-lane.ts';
import type { Broker, Member } from './broker.ts';

interface Held {
  readonly partition: PartitionId;
  readonly lane: PartitionLane;
  paused: boolean;
  /** The next page is on its way. */
  feeding: boolean;
}

/** One member of a group. */
export class InProcessConsumer implements Member, Subscription {
  private readonly held = new Map<string, Held>();
  private readonly ends = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(
    private readonly broker: Broker,
    private readonly group: string,
    private readonly handler: PartitionHandler,
    private readonly onTrouble: (error: unknown) => void,
    private readonly pauses: Pauses,
  ) {}

  assign(partitions: readonly PartitionId[]): void {
    const names = new Set(partitions.map(partitionName));
    for (const [name, { lane }] of this.held)
      if (!names.has(name)) {
        lane.close();
        this.held.delete(name);
      }
    if (this.stopping) return;
    for (const partition of partitions) if (!this.held.has(partitionName(partition))) this.open(partition);
  }

  wake(): void {
    for (const held of this.held.values()) this.feed(held);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { lane } of this.held.values()) lane.close();
    this.held.clear();
    await Promise.all(this.ends.values());
    this.broker.leave(this.group, this);
  }

  private open(partition: PartitionId): void {
    const name = partitionName(partition);
    const source = {
      begin: async (from: bigint | undefined) => {
        lane.next = this.kept(partition, from);
        this.feed(held);
      },
      pause: () => void (held.paused = true),
      resume: () => {
        held.paused = false;
        this.feed(held);
      },
    };
    const lane = new PartitionLane(partition, this.handler, source, this.onTrouble, this.pauses, this.ends.get(name));
    const held: Held = { partition, lane, paused: false, feeding: false };
    this.held.set(name, held);
    this.ends.set(name, lane.ended);
  }

  /** Gives one page after the other, and lets other work run between them: a page may come from the disk. */
  private feed(held: Held): void {
    const { partition, lane } = held;
    if (held.feeding || held.paused || lane.closed || lane.next === undefined) return;
    if (this.broker.partitions(partition.topic) === undefined) return;
    let wait: (act: () => void) => unknown = setImmediate;
    try {
      // A stream topic that was recreated is read from its beginning, one that was trimmed meanwhile from what is left.
      lane.next = this.kept(partition, lane.next);
      lane.take(this.broker.read(partition, lane.next));
      if (lane.next === this.broker.end(partition)) return;
    } catch (error) {
      this.onTrouble(error);
      wait = (act) => setTimeout(act, this.pauses.longest);
    }
    held.feeding = true;
    wait(() => {
      held.feeding = false;
      this.feed(held);
    });
  }

  /** Where to begin: the earliest where the offset is gone or was never given. */
  private kept(partition: PartitionId, from: bigint | undefined): bigint {
    const earliest = this.broker.earliest(partition);
    return from === undefined || from < earliest || from > this.broker.end(partition) ? earliest : from;
  }
}
