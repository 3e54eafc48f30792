import { SqliteEventStore } from '@stoa/event-store';
import { startStandalone, type StandaloneProcess } from '@stoa/dev-servers/deployments';
import { eventually, type Random } from '@stoa/testing';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACE } from '@stoa/view-analytics';
import { endingAt, type Broken, type KillPoint } from './kill-point.ts';
import { Readers, type ShownPage } from './readers.ts';
import { batchesIn, sumsOf } from './sealed-views.ts';
import { shownPages } from './shown-pages.ts';

const READERS = 12;
/** All addresses of readers are the test's own words. */
const ARGUMENTS = ['--trusted-proxies', '127.0.0.1', '--log', 'info'];
const SETTLED_MS = 60_000;
const ANY_MOMENT = 'any moment';

/** A standalone process over a folder, whose readers go on while it is killed and started again. */
export class KilledFolder {
  private server: StandaloneProcess | undefined;
  private readers!: Readers;
  pages: readonly ShownPage[] = [];
  readonly kills: Record<string, number> = {};

  constructor(
    private readonly folder: string,
    private readonly random: Random,
    private readonly broken?: Broken,
  ) {}

  /** Starts readers, and lets the first server end at a point; at any moment for none. */
  async begin(point?: KillPoint): Promise<void> {
    await this.start(point);
    this.pages = await shownPages(this.server!);
    this.readers = new Readers(() => this.server!.url, this.pages, this.random, READERS);
    await this.endsAt(point);
  }

  /** Starts the server and lets it end at a point; at any moment for none. */
  async strike(point?: KillPoint): Promise<void> {
    await this.start(point).then(
      () => this.endsAt(point),
      // It came to the point before it was ready: what it found was waiting.
      (error: unknown) => {
        if (!String(error).includes('ended with null')) throw error;
        this.tally(point);
      },
    );
  }

  /** Ends the readers and lets the server seal what is left; `settled` says whether everything that was acknowledged is there. */
  async conclude(settles = true) {
    await this.start();
    await this.readers.end();
    const { acknowledged, refused, optedOutSent } = this.readers;
    const expected = acknowledged.facts.size;
    if (settles)
      await eventually(async () => expect((await this.sums()).facts).toBeGreaterThanOrEqual(expected), {
        timeout: SETTLED_MS,
        interval: 200,
      });
    await this.quiet();
    return { acknowledged, refused, optedOutSent, shards: await this.batches() };
  }

  get url(): string {
    return this.server!.url;
  }

  stop(): void {
    this.server?.process.kill('SIGKILL');
  }

  /** Waits until nothing more is sealed. */
  private async quiet(): Promise<void> {
    for (let before = ''; ;) {
      const sums = JSON.stringify(await this.sums());
      if (sums === before) return;
      before = sums;
      await new Promise((resolve) => setTimeout(resolve, 2 * PACE.after));
    }
  }

  private async endsAt(point: KillPoint | undefined): Promise<void> {
    const { process: child } = this.server!;
    const isAlive = () => child.signalCode === null && child.exitCode === null;
    if (!point) setTimeout(() => isAlive() && child.kill('SIGKILL'), 100 + this.random.fraction() * 2500);
    if (isAlive()) await new Promise((resolve) => child.once('exit', resolve));
    if (child.signalCode !== 'SIGKILL') throw new Error(`The server ended with ${child.exitCode} instead of at ${point}.`);
    this.tally(point);
  }

  private tally(point: KillPoint | typeof ANY_MOMENT = ANY_MOMENT): void {
    this.kills[point] = (this.kills[point] ?? 0) + 1;
  }

  private async start(point?: KillPoint): Promise<void> {
    const often = point === 'publishing' || point === 'published';
    const environment = endingAt(point, 1 + this.random.below(often ? 80 : 2), this.broken);
    this.server = await startStandalone(this.folder, ARGUMENTS, environment);
  }

  private sums = async () => sumsOf(await this.batches());

  private async batches() {
    const file = join(this.folder, 'events.sqlite');
    if (!existsSync(file)) return [];
    const store = SqliteEventStore.open(file, { readOnly: true });
    try {
      return await batchesIn(store);
    } finally {
      await store.close();
    }
  }
}
