import { partitionName, type PartitionId, type Position, type RelayCheckpoint } from '@stoa/kernel';

/** A topic answered an offset that it had passed before: somebody deleted and recreated it, and what was in it is gone. */
export class TopicRecreated extends Error {
  constructor(partition: PartitionId) {
    super(`${partitionName(partition)} was made anew: what it held is relayed again from the start of the log.`);
    this.name = 'TopicRecreated';
  }
}

/** What was said into the partitions, and what of it is acknowledged. */
export class PartitionProgress {
  /** Everything at or before it was acknowledged. */
  position: Position;
  head: Position;
  /** The last event given to each partition, acknowledged or not. */
  private readonly last: Record<string, Position>;
  private tails: Readonly<Record<string, Position>>;
  private readonly offsets: Record<string, number>;
  /** The highest position that each partition was told, as an event or as a watermark. */
  private readonly told: Record<string, Position> = {};
  private readonly toldAt: Record<string, number> = {};

  constructor({ position, head, tails, offsets }: RelayCheckpoint) {
    this.position = position;
    this.head = head;
    this.tails = tails;
    this.last = { ...tails };
    this.offsets = { ...offsets };
  }

  /** The position to name as the one before this event, which is the last one now. */
  next(partition: PartitionId, position: Position): Position {
    const name = partitionName(partition);
    const previous = this.last[name] ?? '';
    this.last[name] = position;
    return previous;
  }

  /** Everything up to this position is acknowledged, nothing after it was given out. */
  acknowledged(position: Position): void {
    this.position = position;
    this.tails = { ...this.last };
    if (this.head < position) this.head = position;
  }

  /** So many messages were written, the last one at this offset; `position` is the highest that they tell. */
  written(partition: PartitionId, count: number, lastOffset: bigint, position: Position): void {
    const name = partitionName(partition);
    const end = Number(lastOffset) + 1;
    if (end - count < (this.offsets[name] ?? 0)) throw new TopicRecreated(partition);
    this.offsets[name] = end;
    if ((this.told[name] ?? '') < position) this.told[name] = position;
    this.toldAt[name] = performance.now();
  }

  /** What to say into a partition that does not know yet how far everything is, or has heard nothing for so long. */
  watermark(partition: PartitionId, repeatMs: number): { position: Position; previous: Position } | undefined {
    const name = partitionName(partition);
    const isTold = (this.told[name] ?? '') >= this.position;
    if (this.position === '' || (isTold && performance.now() - (this.toldAt[name] ?? 0) < repeatMs)) return undefined;
    return { position: this.position, previous: this.tails[name] ?? '' };
  }

  checkpoint(): RelayCheckpoint {
    const { position, head, tails } = this;
    return { position, head, tails, offsets: { ...this.offsets } };
  }
}
