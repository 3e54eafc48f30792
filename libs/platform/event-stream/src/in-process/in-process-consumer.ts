import { partitionName, type PartitionHandler, type PartitionId, type Subscription, type Pauses } from '@stoa/kernel';
import { PartitionLane } from '../partition-lane.ts';
import type { InProcessBroker, Member } from './in-process-broker.ts';

const AT_ONCE = 500;

interface Held {
  readonly partition: PartitionId;
  readonly lane: PartitionLane;
  paused: boolean;
}

/** One member of a group. */
export class InProcessConsumer implements Member, Subscription {
  private readonly held = new Map<string, Held>();
  private readonly ends = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(
    private readonly broker: InProcessBroker,
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
        const length = BigInt(this.broker.records(partition).length);
        lane.next = from === undefined || from < 0n || from > length ? 0n : from;
        this.feed(held);
      },
      pause: () => void (held.paused = true),
      resume: () => {
        held.paused = false;
        this.feed(held);
      },
    };
    const lane = new PartitionLane(partition, this.handler, source, this.onTrouble, this.pauses, this.ends.get(name));
    const held: Held = { partition, lane, paused: false };
    this.held.set(name, held);
    this.ends.set(name, lane.ended);
  }

  private feed(held: Held): void {
    const { partition, lane } = held;
    if (lane.closed || lane.next === undefined || this.broker.partitions(partition.topic) === undefined) return;
    const records = this.broker.records(partition);
    // A recreated stream topic is read from its beginning.
    if (lane.next > BigInt(records.length)) lane.next = 0n;
    while (!held.paused && lane.next < BigInt(records.length))
      lane.take(records.slice(Number(lane.next), Number(lane.next) + AT_ONCE));
  }
}
