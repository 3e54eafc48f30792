import type { EventStore, GenerationRecord, HashedProjection, PartitionId, ProgressSignal, SharedRegistry } from '@stoa/kernel';
import { FollowedGeneration } from './followed-generation.ts';
import type { Log } from '../operating/log.ts';
import type { Troubles } from '../operating/ports.ts';

export interface FollowingParts {
  readonly projections: readonly HashedProjection[];
  readonly registry: SharedRegistry;
  readonly store: Pick<EventStore, 'readAll' | 'idAt'>;
  readonly troubles: Troubles;
  readonly log: Log;
  readonly progress: Pick<ProgressSignal, 'onWanted'>;
}

/**
 * Which generations this process feeds: of each read model the live one and those about to take its place, if they are of this code.
 * Generations of other code are served unchanged; this code must not fold into them. Those of another log are fed no more.
 */
export class Following {
  private readonly followed = new Map<string, FollowedGeneration>();
  private refreshing: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: FollowingParts) {}

  all(): FollowedGeneration[] {
    return [...this.followed.values()];
  }

  of(partition: PartitionId): FollowedGeneration[] {
    return this.all().filter((generation) => generation.wants(partition));
  }

  /** Refreshes the list of generations. One refresh at a time. */
  refresh(): Promise<void> {
    const next = this.refreshing.then(() => this.look());
    this.refreshing = next.catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    await this.refreshing;
    await Promise.all(this.all().map((followed) => followed.close()));
    this.followed.clear();
  }

  private async look(): Promise<void> {
    const { registry, projections, store, troubles, log, progress } = this.parts;
    const known = new Map(projections.map((projection) => [projection.name, projection]));
    // Read models that only older or newer code has: this code has no hash for them.
    const ours = (await registry.list()).filter((record) => isFed(record, known.get(record.projection)));
    const records = new Map(ours.map((record) => [nameOf(record), record]));
    for (const [name, followed] of this.followed)
      if (!records.has(name)) {
        this.followed.delete(name);
        await followed.close();
      }
    for (const [name, record] of records) {
      const followed = this.followed.get(name);
      if (followed) followed.record = record;
      else {
        const projection = known.get(record.projection) as HashedProjection;
        const generation = await registry.open(record);
        this.followed.set(name, new FollowedGeneration(projection, record, generation, store, troubles, log, progress));
      }
    }
  }
}

const isFed = ({ state, hash, ofOtherHistory }: GenerationRecord, projection: HashedProjection | undefined): boolean =>
  (state === 'live' || state === 'following') && hash === projection?.code.rows && !ofOtherHistory;

const nameOf = ({ projection, number }: GenerationRecord): string => `${projection}.${number}`;
