import {
  NoSuchPosition,
  ProjectionBehind,
  START,
  isGone,
  partitionName,
  type Aggregate,
  type DocumentHead,
  type DocumentSetAside,
  type GenerationRecord,
  type PartitionId,
  type Position,
  type ProgressSignal,
  type HashedProjection,
  type Row,
  type RowReader,
  type ServedReadModel,
  type SharedGeneration,
  type SharedRegistry,
  type StoredDocument,
} from '@stoa/kernel';
import { PositionWaiters, type Looked } from './position-waiters.ts';
import { RecentVersion } from './recent-version.ts';
import { partitionsOf } from '../consuming/topics-of-projection.ts';

/** How long a query waits for a position. */
const PATIENCE_MS = 5000;
/** Positions of the distributed store. */
const POSITION = /^[0-9]{20}$/;

/**
 * A read model that other processes write. Every call looks up in the registry which generation is live, so that a page that was once read from a
 * new generation is never read from an older one again, by any gateway.
 */
export class LiveGenerationReader implements ServedReadModel {
  /** Other processes write it: changes cannot be detected here. */
  readonly version = undefined;
  private readonly partitions: readonly string[];
  private readonly waiters: PositionWaiters;
  private listening: (() => void) | undefined;
  private recent: RecentVersion | undefined;
  private opened: { record: GenerationRecord; generation: SharedGeneration } | undefined;

  constructor(
    readonly projection: HashedProjection,
    private readonly registry: SharedRegistry,
    private readonly progress: ProgressSignal,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.partitions = partitionsOf(projection).map(partitionName);
    this.waiters = new PositionWaiters(
      (keys) => this.read((generation) => this.look(generation, keys)),
      () => this.progress.want(this.name),
    );
  }

  get recentVersion(): string | undefined {
    return (this.recent ??= new RecentVersion(this.name, this.progress)).current;
  }

  get name(): string {
    return this.projection.name;
  }

  record(): Promise<GenerationRecord | undefined> {
    return this.registry.live(this.name);
  }

  documentHead(key: string): Promise<DocumentHead | undefined> {
    return this.read((generation) => generation.documentHead(key));
  }

  document(key: string): Promise<StoredDocument | undefined> {
    return this.read((generation) => generation.document(key));
  }

  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.read((generation) => generation.among<R>(table, column, values));
  }

  first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.read((generation) => generation.first<R>(...query));
  }

  aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    return this.read((generation) => generation.aggregate(table, query));
  }

  dirtyCount(): Promise<number> {
    return this.read((generation) => generation.dirtyCount());
  }

  documentsSetAside(limit: number): Promise<DocumentSetAside[]> {
    return this.read((generation) => generation.documentsSetAside(limit));
  }

  documentsHash(): Promise<string | undefined> {
    return this.read((generation) => generation.documentsHash());
  }

  /** The position up to which all of its partitions are. */
  async reached(): Promise<Position> {
    return lowest(await this.read((generation) => generation.checkpoints()), this.partitions);
  }

  /** `partitions`: a commit there is enough; all of them are moved by the relay's watermarks only. */
  async waitFor(position: Position, documentKey?: string, partitions?: readonly PartitionId[]): Promise<void> {
    if (!POSITION.test(position)) throw new NoSuchPosition();
    this.listening ??= this.progress.onProgress(this.name, () => this.waiters.changed());
    const awaited = { position, key: documentKey, partitions: partitions?.map(partitionName) };
    const { looked, met } = await this.waiters.until(awaited, this.patienceMs);
    if (!met) throw new ProjectionBehind(this.name, looked.reached(awaited.partitions));
  }

  async close(): Promise<void> {
    this.listening?.();
    this.recent?.close();
    await this.opened?.generation.close();
  }

  private async look(generation: SharedGeneration, keys: readonly string[]): Promise<Looked> {
    // Of another log it holds nothing of this one, wherever its checkpoints are.
    const checkpoints = this.opened?.record.ofOtherHistory ? new Map<string, Position>() : await generation.checkpoints();
    const dirty = keys.length === 0 ? new Set<string>() : await generation.dirtyAmong(keys);
    return { reached: (partitions = this.partitions) => lowest(checkpoints, partitions), dirty };
  }

  /** Reads from what is live now; a generation that was dropped meanwhile has a successor. */
  private async read<A>(query: (generation: SharedGeneration) => Promise<A>): Promise<A> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await query(await this.live());
      } catch (error) {
        if (!isGone(error) || attempt === 3) throw error;
      }
    }
  }

  private async live(): Promise<SharedGeneration> {
    const record = await this.registry.live(this.name);
    if (!record) throw new ProjectionBehind(this.name, START);
    if (this.opened?.record.number === record.number) {
      this.opened.record = record;
      return this.opened.generation;
    }
    const former = this.opened;
    const generation = await this.registry.open(record);
    this.opened = { record, generation };
    await former?.generation.close();
    return generation;
  }
}

/** A partition without a checkpoint stands at the start. */
const lowest = (checkpoints: ReadonlyMap<string, Position>, partitions: readonly string[]): Position =>
  partitions.map((partition) => checkpoints.get(partition) ?? START).reduce((one, other) => (one < other ? one : other));
