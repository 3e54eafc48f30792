import {
  isFrozen,
  isGone,
  partitionName,
  type EventStore,
  type GenerationRecord,
  type PartitionId,
  type Position,
  type HashedProjection,
  type ProgressSignal,
  type Relayed,
  type SharedGeneration,
} from '@stoa/kernel';
import { PartitionWorker, Watermarks, isFinal } from '@stoa/projections-engine';
import { reasonOf, type Log } from '../operating/log.ts';
import { partitionsOf } from './topics-of-projection.ts';
import type { Troubles } from '../operating/ports.ts';

/** A generation that this process feeds, in its partitions. */
export class FollowedGeneration {
  private readonly topics: ReadonlySet<string>;
  private readonly watermarks: Watermarks;
  private readonly endSignal: () => void;
  private readonly workers = new Map<string, PartitionWorker>();
  /** Partitions in which an event cannot be folded: the generation is stopped there until other code takes over. */
  private readonly poisoned = new Set<string>();

  constructor(
    readonly projection: HashedProjection,
    public record: GenerationRecord,
    readonly generation: SharedGeneration,
    private readonly store: Pick<EventStore, 'readAll' | 'idAt'>,
    private readonly troubles: Troubles,
    private readonly log: Log,
    progress: Pick<ProgressSignal, 'onWanted'>,
  ) {
    this.watermarks = new Watermarks(generation);
    this.endSignal = progress.onWanted(projection.name, () => this.watermarks.hurry());
    this.topics = new Set(partitionsOf(projection).map(({ topic }) => topic));
  }

  wants({ topic }: PartitionId): boolean {
    return this.topics.has(topic);
  }

  /** Its checkpoint in a partition. */
  reached(partition: PartitionId): Promise<Position> {
    return this.workerOf(partition).reached();
  }

  /**
   * Applies messages of one partition. Throws transient failures; an event that it can never fold is reported to operators, and
   * a generation that is about to be replaced accepts no more.
   */
  async apply(partition: PartitionId, messages: readonly Relayed[], alive: () => Promise<void>): Promise<void> {
    const name = partitionName(partition);
    if (this.poisoned.has(name)) return;
    try {
      await this.workerOf(partition).apply(messages, alive);
    } catch (error) {
      if (isFrozen(error) || isGone(error)) return;
      if (!isFinal(error)) throw error;
      const about = { projection: this.projection.name, generation: this.record.number, partition: name };
      this.log.error({ ...about, reason: reasonOf(error) }, 'read model stopped in a partition');
      await this.troubles.report({ ...about, reason: reasonOf(error) });
      // After the report: otherwise it would be lost, if that failed.
      this.poisoned.add(name);
    }
  }

  /** Stores the checkpoints of what was passed over. */
  flush(): Promise<void> {
    return this.watermarks.flush();
  }

  async close(): Promise<void> {
    this.endSignal();
    await this.watermarks.close();
    await this.generation.close();
  }

  /** The partition was revoked. */
  leave(partition: PartitionId): void {
    this.watermarks.drop(partitionName(partition));
    this.workers.delete(partitionName(partition));
    this.poisoned.delete(partitionName(partition));
  }

  private workerOf(partition: PartitionId): PartitionWorker {
    const name = partitionName(partition);
    let worker = this.workers.get(name);
    if (worker) return worker;
    worker = new PartitionWorker(this.projection, this.generation, partition, this.store, this.watermarks);
    this.workers.set(name, worker);
    return worker;
  }
}
