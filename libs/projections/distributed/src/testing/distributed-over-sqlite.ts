import {
  START,
  type BatchChanges,
  type BuilderSeat,
  type CheckpointMove,
  type Generation,
  type GenerationRecord,
  type Position,
  type Projection,
  type SharedGeneration,
  type SharedRegistry,
} from '@stoa/kernel';
import { WHOLE_LOG } from '@stoa/projections-engine';
import { SqliteGenerationRegistry } from '@stoa/projections-store';

type Name = Pick<GenerationRecord, 'projection' | 'number'>;

class GenerationFrozen extends Error {
  override readonly name = 'GenerationFrozen';
}

/** What all workers of one generation share here: a database has it, a test keeps it in memory. */
interface Shared {
  frozen: string | undefined;
  freezes: number;
  seated: boolean;
  following: boolean;
  verifying: boolean;
  disowned: boolean;
}

const NOTHING: BatchChanges = { puts: new Map(), removals: new Map(), sums: new Map(), dirty: [], dirtyVia: [] };

/** A registry that several workers of one process share, over SQLite: for tests that need no server. */
export class DistributedOverSqlite implements SharedRegistry {
  private readonly shared = new Map<string, Shared>();

  private constructor(private readonly registry: SqliteGenerationRegistry) {}

  static async open(folder: string, projections: readonly Projection[]): Promise<DistributedOverSqlite> {
    return new DistributedOverSqlite(await SqliteGenerationRegistry.open(folder, projections));
  }

  async list(projection?: string): Promise<GenerationRecord[]> {
    const records = await this.registry.list(projection);
    return records.map((record) => this.known({ ...record, state: this.stateOf(record) }));
  }

  create = (projection: string, hash: string) => this.registry.create(projection, hash);
  async createToVerify(projection: string, hash: string): Promise<GenerationRecord> {
    const record = await this.registry.create(projection, hash);
    this.of(record).verifying = true;
    return { ...record, state: 'verifying' };
  }

  drop = (record: Name) => this.registry.drop(record);
  close = () => this.registry.close();

  async live(projection: string): Promise<GenerationRecord | undefined> {
    const record = await this.registry.live(projection);
    return record && this.known(record);
  }

  async disown(record: Name): Promise<void> {
    this.of(record).disowned = true;
  }

  async switchTo(record: Name, freeze?: string): Promise<void> {
    const live = await this.live(record.projection);
    if (freeze !== undefined && (!live || this.of(live).frozen !== freeze)) throw new Error('It was fed again');
    await this.registry.switchTo(record);
  }

  async open(record: Name): Promise<SharedGeneration> {
    return sharedGeneration(await this.registry.open(record), this.of(record));
  }

  async follow(record: Name, checkpoints: ReadonlyMap<string, Position>, eventId?: string): Promise<void> {
    const generation = await this.registry.open(record);
    for (const [partition, position] of checkpoints)
      if (position !== START) await generation.commit(partition, START, position, NOTHING, eventId);
    await generation.close();
    this.of(record).following = true;
  }

  private stateOf(record: GenerationRecord): GenerationRecord['state'] {
    if (record.state !== 'building') return record.state;
    const { following, verifying } = this.of(record);
    return following ? 'following' : verifying ? 'verifying' : record.state;
  }

  private known(record: GenerationRecord): GenerationRecord {
    return this.of(record).disowned ? { ...record, ofOtherHistory: true } : record;
  }

  private of({ projection, number }: Name): Shared {
    const name = `${projection}.${number}`;
    const shared = this.shared.get(name) ?? {
      frozen: undefined,
      freezes: 0,
      seated: false,
      following: false,
      verifying: false,
      disowned: false,
    };
    this.shared.set(name, shared);
    return shared;
  }
}

function sharedGeneration(generation: Generation, shared: Shared): SharedGeneration {
  const commit: Generation['commit'] = async (...batch) => {
    if (shared.frozen !== undefined) throw new GenerationFrozen();
    return generation.commit(...batch);
  };
  return Object.assign(Object.create(generation) as Generation, {
    commit,
    async places() {
      const all = new Map(await generation.places());
      if (shared.following) all.delete(WHOLE_LOG);
      return all;
    },
    async checkpoints() {
      const all = new Map(await generation.checkpoints());
      if (shared.following) all.delete(WHOLE_LOG);
      return all;
    },
    async advance(moves: readonly CheckpointMove[]) {
      const moved = new Set<string>();
      for (const { partition, from, to, eventId } of moves)
        if (await commit(partition, from, to, NOTHING, eventId)) moved.add(partition);
      return moved;
    },
    async dirtyAmong(keys: readonly string[]) {
      const marked = await Promise.all(keys.map((key) => generation.isDirty(key)));
      return new Set(keys.filter((_, index) => marked[index]));
    },
    freeze: async () => (shared.frozen = String(++shared.freezes)),
    async unfreeze(freeze?: string) {
      if (freeze === undefined || shared.frozen === freeze) shared.frozen = undefined;
    },
    async takeSeat(): Promise<BuilderSeat | undefined> {
      if (shared.seated) return undefined;
      shared.seated = true;
      return {
        dirty: generation.dirty.bind(generation),
        snapshot: generation.snapshot.bind(generation),
        settle: generation.settle.bind(generation),
        setAside: generation.setAside.bind(generation),
        adoptDocuments: generation.adoptDocuments.bind(generation),
        release: async () => void (shared.seated = false),
      };
    },
  });
}
