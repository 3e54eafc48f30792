import {
  partitionName,
  type LogPlace,
  type PartitionId,
  type Position,
  type RecordedEvent,
  type RelayCheckpoint,
  type Relayed,
} from '@stoa/kernel';

/** The broker returned an offset below an earlier one: the stream topic was deleted and recreated, and its messages are gone. */
export class TopicRecreated extends Error {
  constructor(partition: PartitionId) {
    super(`${partitionName(partition)} was recreated: its messages are published again from the start of the log.`);
    this.name = 'TopicRecreated';
  }
}

/** What was published to each partition, and what of it is acknowledged. */
export class PartitionProgress {
  /** Everything at or before this position is acknowledged. */
  position: Position;
  private eventId: string | undefined;
  head: Position;
  readonly history: string | undefined;
  /** The last event sent to each partition, acknowledged or not. */
  private readonly last: Record<string, Position>;
  private tails: Readonly<Record<string, Position>>;
  private readonly offsets: Record<string, number>;
  /** The highest position published to each partition, as an event or as a watermark. */
  private readonly told: Record<string, Position> = {};
  private readonly toldAt: Record<string, number> = {};

  constructor({ position, eventId, history, head, tails, offsets }: RelayCheckpoint) {
    this.position = position;
    this.eventId = eventId;
    this.history = history;
    this.head = head;
    this.tails = tails;
    this.last = { ...tails };
    this.offsets = { ...offsets };
  }

  /** The position of the event before this one in its partition; this event becomes the last one. */
  next(partition: PartitionId, position: Position): Position {
    const name = partitionName(partition);
    const previous = this.last[name] ?? '';
    this.last[name] = position;
    return previous;
  }

  /** Everything up to this position is acknowledged, and nothing after it was sent. */
  acknowledged({ position, id }: Pick<RecordedEvent, 'position' | 'id'>): void {
    this.position = position;
    this.eventId = id;
    this.tails = { ...this.last };
    if (this.head < position) this.head = position;
  }

  /** `count` messages were written, the last one at this offset; `position` is the highest that they carry. */
  written(partition: PartitionId, count: number, lastOffset: bigint, position: Position): void {
    const name = partitionName(partition);
    const end = Number(lastOffset) + 1;
    if (end - count < (this.offsets[name] ?? 0)) throw new TopicRecreated(partition);
    this.offsets[name] = end;
    if ((this.told[name] ?? '') < position) this.told[name] = position;
    this.toldAt[name] = performance.now();
  }

  /** The watermarks that are due: for partitions that are behind, or that have received nothing for this long. */
  watermark(partition: PartitionId, repeatMs: number): Relayed | undefined {
    const name = partitionName(partition);
    const isTold = (this.told[name] ?? '') >= this.position;
    if (this.position === '' || (isTold && performance.now() - (this.toldAt[name] ?? 0) < repeatMs)) return undefined;
    return { ...this.place, previous: this.tails[name] ?? '', history: this.history };
  }

  /** Everything at or before it is acknowledged. */
  get place(): LogPlace {
    return { position: this.position, eventId: this.eventId };
  }

  checkpoint(): RelayCheckpoint {
    const { place, head, tails, history } = this;
    return { ...place, head, tails, offsets: { ...this.offsets }, history };
  }
}
