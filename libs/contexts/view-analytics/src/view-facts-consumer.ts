import { VIEW_SHARDS, viewsStream, type ViewsEvent } from '@stoa/contracts';
import {
  appendOnce,
  known,
  type EventStore,
  type EventStream,
  type PartitionHandler,
  type PartitionId,
  type RecordedEvent,
  type StreamRecord,
} from '@stoa/kernel';
import { ShardSealer, type SealingPace } from './sealing/shard-sealer.ts';
import { eventOf, expectedBefore, type ShardPart } from './shard-parts.ts';
import { decodeFact, partitionOfShard } from './view-fact.ts';

/** Receives unreadable records; the stream topic keeps their bytes. May receive the same record again after a crash. */
export interface SetAside {
  setAside(partition: PartitionId, record: StreamRecord, reason: string): Promise<void>;
}

/** The consumer group of all owners of shards: they share the partitions. Stored by brokers: it never changes. */
export const VIEW_OWNERS = 'stoa.view-analytics';

/** Interval in milliseconds at which long work keeps the membership alive. */
const ALIVE_MS = 500;

type Recorded = RecordedEvent & ViewsEvent;

export interface Sealing {
  readonly pace?: SealingPace;
  readonly now?: () => number;
  /** Everything of a partition up to this offset stands in the log. */
  readonly onSealed?: (partition: PartitionId, offset: bigint) => void;
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * The owner of some partitions of the view facts: seals what readers told in batches, and appends each part of an import to its shard's stream, once in
 * effect. Records of a partition are taken strictly one after another, and each event holds the last offset that it stands for, so the events of a
 * partition hold its offset; no other is stored. Two concurrent owners do no harm: the expected revision lets one of them append, the other
 * finds it done.
 */
export class ViewFactsConsumer implements PartitionHandler {
  private readonly reached = new Map<number, bigint | undefined>();
  private readonly sealers = new Map<number, ShardSealer>();
  private readonly troubles = new Map<number, string>();

  constructor(
    private readonly store: EventStore,
    private readonly stream: Pick<EventStream, 'ends'>,
    private readonly aside: SetAside,
    private readonly sealing: Sealing = {},
  ) {}

  /** Null, or why what was told is not sealed at the moment. */
  get trouble(): string | null {
    const [[shard, reason] = []] = this.troubles;
    return reason === undefined ? null : `The views of shard ${shard} are not sealed: ${reason}`;
  }

  /** What the owned shards remember. */
  get rememberedBytes(): number {
    return [...this.sealers.values()].reduce((sum, { rememberedBytes }) => sum + rememberedBytes, 0);
  }

  async assigned(partition: PartitionId): Promise<bigint | undefined> {
    const sealer = this.sealerOf(partition);
    this.sealers.set(partition.partition, sealer);
    const reached = later(await this.lastOffset(partition), await sealer.reached());
    const end = (await this.stream.ends(partition.topic))[partition.partition] ?? 0n;
    // A recreated stream topic starts at offset 0: only ids, of events and of renders, tell new records from those already counted.
    const known = reached !== undefined && reached < end ? reached : undefined;
    this.reached.set(partition.partition, known);
    if (known === undefined) sealer.beginAnew();
    return known === undefined ? undefined : known + 1n;
  }

  async revoked({ partition }: PartitionId): Promise<void> {
    this.reached.delete(partition);
    await this.sealers.get(partition)?.close();
    this.sealers.delete(partition);
    this.troubles.delete(partition);
  }

  async handle(partition: PartitionId, records: readonly StreamRecord[], alive: () => Promise<void>): Promise<void> {
    let breathed = performance.now();
    for (const record of records) {
      const reached = this.reached.get(partition.partition);
      if (reached !== undefined && record.offset <= reached) continue;
      await this.take(partition, record);
      this.reached.set(partition.partition, record.offset);
      if (performance.now() - breathed < ALIVE_MS) continue;
      await alive();
      breathed = performance.now();
    }
  }

  /** What is told waits for its batch; a part of an import comes after all that was told before it. */
  protected async take(partition: PartitionId, record: StreamRecord): Promise<void> {
    const decoded = decodeFact(partition, record);
    if ('wrong' in decoded) return this.aside.setAside(partition, record, decoded.wrong);
    const sealer = this.sealers.get(partition.partition);
    if ('told' in decoded) return sealer?.add({ offset: record.offset, told: decoded.told });
    await sealer?.seal();
    await this.append(partition, record, decoded.part);
  }

  /** Appends the event unless the stream has it; ids of events are the parts' own. */
  private async append(partition: PartitionId, record: StreamRecord, part: ShardPart): Promise<void> {
    const event = eventOf(part, { partition: partition.partition, offset: String(record.offset) });
    const stream = viewsStream(part.shard);
    try {
      await appendOnce(this.store, stream, [event], expectedBefore(part));
    } catch (error) {
      // Its writer named a revision that never existed; it would block the partition for ever.
      const end = (await this.store.readLast(stream, 1))[0]?.revision ?? -1;
      if (end >= part.after) throw error;
      await this.aside.setAside(partition, record, 'It comes after a revision that its shard has not reached.');
    }
  }

  private sealerOf(partition: PartitionId): ShardSealer {
    const { pace, now, onSealed, onTrouble } = this.sealing;
    const sealed = (offset: bigint) => {
      this.troubles.delete(partition.partition);
      onSealed?.(partition, offset);
    };
    const failed = (error: unknown) => {
      this.troubles.set(partition.partition, (error as Error).message);
      onTrouble?.(error);
    };
    return new ShardSealer(this.store, partition.partition, failed, sealed, pace, now);
  }

  /** The offset of the partition's last record that stands in a stream; undefined where none does. */
  private async lastOffset(partition: PartitionId): Promise<bigint | undefined> {
    const shards = Array.from({ length: VIEW_SHARDS }, (_, shard) => shard).filter(
      (shard) => partitionOfShard(shard).partition === partition.partition,
    );
    const last = await Promise.all(shards.map((shard) => this.lastCarried(viewsStream(shard), partition.partition)));
    const furthest = last.reduce(
      (latest, event) => (event && (!latest || event.position > latest.position) ? event : latest),
      undefined,
    );
    const offset = furthest?.data.offset?.offset;
    return offset === undefined ? undefined : BigInt(offset);
  }

  /** A stream's last event that came over this partition; those that came otherwise, such as from an import of a folder, tell nothing. */
  private async lastCarried(stream: string, partition: number): Promise<Recorded | undefined> {
    for (let limit = 1; ; limit *= 10) {
      const events = (await this.store.readLast(stream, limit)) as Recorded[];
      const carried = events.findLastIndex(({ data, unknown }) => !unknown && data.offset?.partition === partition);
      // Newer code may have carried what it wrote since.
      known(events.slice(carried + 1));
      if (carried >= 0 || events.length < limit) return events[carried];
    }
  }
}

const later = (a: bigint | undefined, b: bigint | undefined) => (a === undefined || (b !== undefined && b > a) ? b : a);
