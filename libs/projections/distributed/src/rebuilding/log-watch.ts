import { isGone, type EventStore, type SharedRegistry } from '@stoa/kernel';
import { otherHistoryOf } from '@stoa/projections-engine';
import type { Following } from '../consuming/following.ts';
import type { FollowedGeneration } from '../consuming/followed-generation.ts';
import type { Log } from '../operating/log.ts';
import type { RebuildRunner } from './rebuild-runner.ts';

export interface LogWatchParts {
  readonly store: Pick<EventStore, 'head' | 'idAt'>;
  readonly registry: Pick<SharedRegistry, 'disown'>;
  readonly log: Log;
}

/**
 * Looks the checkpoints of generations up in the log. One that was made of another history, because the log was restored from a copy, is disowned for all
 * processes, and its replacement is requested.
 */
export class LogWatch {
  /** Generations that the last look found to be of another history: a replica of the event store may be behind for a moment. */
  private suspected: ReadonlySet<string> = new Set();

  constructor(
    private readonly parts: LogWatchParts,
    private readonly following: Pick<Following, 'all'>,
    private readonly rebuilds: Pick<RebuildRunner, 'replace'>,
  ) {}

  /** `isSure`: the relay has seen already that the log is another one. */
  async look({ isSure = false } = {}): Promise<void> {
    const found = new Set<string>();
    for (const followed of this.following.all()) {
      const reason = await this.otherHistory(followed);
      if (reason === null) continue;
      const { projection, number } = followed.record;
      const name = `${projection}.${number}`;
      found.add(name);
      if (!isSure && !this.suspected.has(name)) continue;
      this.parts.log.error({ projection, generation: number, reason }, 'read model was made of another log');
      await this.parts.registry.disown(followed.record, `It was made of another log: ${reason}.`);
      await this.rebuilds.replace(projection);
    }
    this.suspected = found;
  }

  /** Nothing where it was dropped meanwhile. */
  private async otherHistory({ generation }: FollowedGeneration): Promise<string | null> {
    try {
      return await otherHistoryOf(this.parts.store, generation);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }
}
