import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RebuildStatus, VerificationStatus } from '@stoa/contracts';
import {
  NOTHING_RELAYED,
  type EventStore,
  type HashedProjection,
  type Leases,
  type RecordedEvent,
  type RelayLedger,
} from '@stoa/kernel';
import { RebuildJob, VerificationJob } from '@stoa/projections-engine';
import { readable } from '@stoa/read-models/testing/topics-of';
import type { RebuildJobs, VerificationJobs } from '../operating/ports.ts';
import type { RebuildParts } from '../rebuilding/rebuild-runner.ts';
import type { VerificationParts } from '../verifying/verification-runner.ts';
import { DistributedOverSqlite } from './distributed-over-sqlite.ts';

/** Jobs as a database keeps them. */
abstract class MemoryJobs<S extends { readonly id: string; readonly projection: string; readonly state: string }> {
  readonly all = new Map<string, S>();
  /** How often one was looked up. */
  looks = 0;

  protected abstract requested(projection: string): S;

  async request(projection: string): Promise<S> {
    if ([...this.all.values()].some((job) => job.projection === projection && job.state === 'running'))
      throw Object.assign(new Error('One is running'), { code: 'request-in-progress' });
    const status = this.requested(projection);
    this.all.set(status.id, status);
    return status;
  }

  async running(): Promise<S[]> {
    return [...this.all.values()].filter(({ state }) => state === 'running');
  }

  async save(status: S): Promise<void> {
    if (this.all.get(status.id)?.state === 'running') this.all.set(status.id, status);
  }

  async find(_projection: string, id: string): Promise<S | undefined> {
    this.looks++;
    return this.all.get(id);
  }
}

export class JobsInMemory extends MemoryJobs<RebuildStatus> implements RebuildJobs {
  protected requested(projection: string): RebuildStatus {
    return new RebuildJob(projection, 0, 0).status();
  }
}

export class VerificationsInMemory extends MemoryJobs<VerificationStatus> implements VerificationJobs {
  protected requested(projection: string): VerificationStatus {
    return new VerificationJob(projection).status();
  }

  async cancel(_projection: string, id: string): Promise<VerificationStatus | undefined> {
    const status = this.all.get(id);
    if (status?.state === 'running') this.all.set(id, { ...status, state: 'cancelled', phase: 'done' });
    return this.all.get(id);
  }
}

/** Leases whose owners never let time pass. */
export class LeasesInMemory implements Leases {
  private readonly owners = new Map<string, string>();

  async acquire(name: string, owner: string): Promise<{ epoch: number } | undefined> {
    if ((this.owners.get(name) ?? owner) !== owner) return undefined;
    this.owners.set(name, owner);
    return { epoch: 1 };
  }

  async release(name: string): Promise<void> {
    this.owners.delete(name);
  }
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What a rebuild needs, over a log in memory and generations in a folder of its own. */
export async function rebuildParts(projections: readonly HashedProjection[], log: readonly RecordedEvent[]) {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-rebuild-'));
  const registry = await DistributedOverSqlite.open(folder, projections);
  const jobs = new JobsInMemory();
  const verifications = new VerificationsInMemory();
  const store = { ...readable(log), head: async () => log.at(-1)?.position ?? '' } as unknown as EventStore;
  const html = { render: async (markdown: readonly string[]) => [...markdown] };
  const ledger: Pick<RelayLedger, 'load'> = { load: async () => NOTHING_RELAYED };
  const parts = {
    projections,
    registry,
    store,
    html,
    leases: new LeasesInMemory(),
    jobs,
    verifications,
    ledger,
    log: silent,
    owner: 'one',
  };
  const close = () => {
    registry.close();
    rmSync(folder, { recursive: true });
  };
  return { parts: parts satisfies RebuildParts & VerificationParts, registry, jobs, verifications, close };
}
