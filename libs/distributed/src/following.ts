import type { EventStore, GenerationRecord, PartitionId, Projection, SharedRegistry } from '@stoa/kernel';
import { projectionHash } from '@stoa/read-models';
import { FollowedGeneration } from './followed-generation.ts';
import type { Log } from './log.ts';
import type { Troubles } from './ports.ts';

export interface FollowingParts {
  readonly projections: readonly Projection[];
  readonly registry: SharedRegistry;
  readonly store: Pick<EventStore, 'readAll'>;
  readonly troubles: Troubles;
  readonly log: Log;
}

/**
 * Which generations this process feeds: of each read model the live one and those about to take its place, if they are of this code.
 * What other code has built is served as it stands; this code must not fold into it.
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

  /** Looks which generations there are now; gives those that are new here. One look at a time. */
  refresh(): Promise<FollowedGeneration[]> {
    const next = this.refreshing.then(() => this.look());
    this.refreshing = next.catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    await this.refreshing;
    await Promise.all(this.all().map(({ generation }) => generation.close()));
    this.followed.clear();
  }

  private async look(): Promise<FollowedGeneration[]> {
    const records = new Map((await this.parts.registry.list()).filter(isFed).map((record) => [nameOf(record), record]));
    for (const [name, { generation }] of this.followed)
      if (!records.has(name)) {
        this.followed.delete(name);
        await generation.close();
      }
    const added: FollowedGeneration[] = [];
    for (const [name, record] of records) {
      const projection = this.parts.projections.find((candidate) => candidate.name === record.projection);
      const known = this.followed.get(name);
      if (known) known.record = record;
      if (known || !projection) continue;
      const generation = await this.parts.registry.open(record);
      const { store, troubles, log } = this.parts;
      const followed = new FollowedGeneration(projection, record, generation, store, troubles, log);
      this.followed.set(name, followed);
      added.push(followed);
    }
    return added;
  }
}

const isFed = ({ projection, state, hash }: GenerationRecord): boolean =>
  (state === 'live' || state === 'following') && hash === projectionHash(projection);

const nameOf = ({ projection, number }: GenerationRecord): string => `${projection}.${number}`;
