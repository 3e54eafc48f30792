import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RebuildStatus } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { NOTHING_RELAYED } from '@stoa/kernel';
import { RebuildJob } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import type { RebuildJobs } from '../operating/ports.ts';
import { RebuildRunner } from './rebuild-runner.ts';
import { DistributedOverSqlite } from '../testing/distributed-over-sqlite.ts';

const access = projections.find(({ name }) => name === 'access')!;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const leases = { acquire: async () => ({ epoch: 1 }), release: async () => undefined };
const html = { render: async (texts: readonly string[]) => [...texts] };

class MemoryJobs implements RebuildJobs {
  status: RebuildStatus = new RebuildJob(access.name, 0, 0).status();
  request = async () => this.status;
  running = async () => (this.status.state === 'running' ? [this.status] : []);
  save = async (status: RebuildStatus) => void (this.status = status);
  find = async () => this.status;
}

let folder: string;
let registry: DistributedOverSqlite;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stoa-rebuilds-'));
  registry = await DistributedOverSqlite.open(folder, projections);
  const live = await registry.create(access.name, access.code.rows);
  await registry.follow(live, new Map());
  await registry.switchTo(live);
});
afterEach(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Looks once, and gives the generation that is live when the work is over. */
async function looked(jobs: RebuildJobs): Promise<number | undefined> {
  const ledger = { load: async () => NOTHING_RELAYED };
  const store = new MemoryEventStore();
  const parts = { projections: [access], registry, store, html, leases, jobs, ledger, log: QUIET, owner: 'me' };
  const runner = new RebuildRunner(parts, new AbortController().signal);
  await runner.look();
  await runner.settled();
  return (await registry.live(access.name))?.number;
}

it('builds a new generation and makes it live', async () => {
  const jobs = new MemoryJobs();
  expect(await looked(jobs)).toBe(2);
  expect(jobs.status).toMatchObject({ state: 'done', generation: 2, error: null });
});

it('does not build again what another process finished while this one looked', async () => {
  const jobs = new MemoryJobs();
  const { running } = jobs;
  jobs.running = async () => {
    const seen = await running();
    const job = new RebuildJob(access.name, 1, 0, jobs.status.id);
    job.finish();
    await jobs.save(job.status());
    return seen;
  };
  expect(await looked(jobs)).toBe(1);
});

it('only records that it is done where its worker died after the switch', async () => {
  const jobs = new MemoryJobs();
  await jobs.save({ ...jobs.status, generation: 1 });
  expect(await looked(jobs)).toBe(1);
  expect(jobs.status).toMatchObject({ state: 'done', generation: 1 });
});
