import {
  NoSuchPosition,
  ProjectionBehind,
  START,
  isGone,
  partitionName,
  type DocumentHead,
  type GenerationRecord,
  type Position,
  type ProgressSignal,
  type Projection,
  type Row,
  type RowReader,
  type ServedReadModel,
  type SharedGeneration,
  type SharedRegistry,
  type StoredDocument,
} from '@stoa/kernel';
import { partitionsOf } from './topics-of-projection.ts';

/** How long a query waits for a position. */
const PATIENCE_MS = 5000;
/** A signal may be lost. */
const LOOK_EVERY_MS = 50;
/** Positions of the distributed store. */
const POSITION = /^[0-9]{20}$/;

/**
 * A read model that other processes write. Every call asks the registry which generation is live, so that a page that was once read from a
 * new generation is never read from an older one again, by whatever gateway.
 */
export class SharedReadModel implements ServedReadModel {
  /** Others write it: nobody here can tell whether it is the same. */
  readonly version = undefined;
  private readonly partitions: readonly string[];
  private opened: { record: GenerationRecord; generation: SharedGeneration } | undefined;

  constructor(
    readonly projection: Projection,
    private readonly registry: SharedRegistry,
    private readonly progress: ProgressSignal,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.partitions = partitionsOf(projection).map(partitionName);
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

  dirtyCount(): Promise<number> {
    return this.read((generation) => generation.dirtyCount());
  }

  /** The position up to which all of its partitions are. */
  async reached(): Promise<Position> {
    return lowest(await this.read((generation) => generation.checkpoints()), this.partitions);
  }

  async waitFor(position: Position, documentKey?: string): Promise<void> {
    if (!POSITION.test(position)) throw new NoSuchPosition();
    const deadline = Date.now() + this.patienceMs;
    for (;;) {
      const changed = this.change(Math.min(LOOK_EVERY_MS, deadline - Date.now()));
      const reached = lowest(await this.read((generation) => generation.checkpoints()), this.partitions);
      const built =
        documentKey === undefined || reached < position || !(await this.read((generation) => generation.isDirty(documentKey)));
      if (reached >= position && built) return;
      if (Date.now() >= deadline) throw new ProjectionBehind(this.name, reached);
      await changed;
    }
  }

  async close(): Promise<void> {
    await this.opened?.generation.close();
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
    if (this.opened?.record.number === record.number) return this.opened.generation;
    const former = this.opened;
    const generation = await this.registry.open(record);
    this.opened = { record, generation };
    await former?.generation.close();
    return generation;
  }

  private change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms));
      const stop = this.progress.onProgress(this.name, end);
    });
  }
}

/** A partition without a checkpoint stands at the start. */
const lowest = (checkpoints: ReadonlyMap<string, Position>, partitions: readonly string[]): Position =>
  partitions.map((partition) => checkpoints.get(partition) ?? START).reduce((one, other) => (one < other ? one : other));
