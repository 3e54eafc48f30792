import { setTimeout as wait } from 'node:timers/promises';
import type { BuilderSeat, DocumentSetAside, HashedProjection, HtmlSource, ProgressSignal, SharedGeneration } from '@stoa/kernel';
import { adoptDocuments, buildDocuments } from '@stoa/projections-engine';
import { reasonOf, type Log } from '../operating/log.ts';

/** Changes that come more quickly than this after a round are built together in the next one. */
const ROUND_EVERY_MS = 100;
/** Where only views changed, a document is built at most this often. */
const LAZY_EVERY_MS = 1000;
/** A signal may be lost. */
const LOOK_EVERY_MS = 200;
/** How soon another process replaces a builder that died, beyond the store's own detection time. */
const SEAT_EVERY_MS = 1000;

export interface DocumentBuilderParts {
  readonly html: HtmlSource;
  readonly progress: ProgressSignal;
  readonly log: Log;
  /** Names of read models whose documents this process's code was once seen to build. */
  readonly built: Set<string>;
  readonly seatEveryMs?: number;
  readonly roundEveryMs?: number;
}

/** So often in a row the seat must have been free before a process takes it whose code other code has replaced. */
const FREE_TURNS = 10;

/**
 * Builds the dirty documents of one generation while this process has its seat; others stand by. What changes while it is idle is built at once, and so is
 * what somebody waits for; otherwise it builds ten times a second, since a round costs much the same for one document as for many.
 */
export class DocumentBuilder {
  private readonly stopping = new AbortController();
  /** Ends the pause under way, whatever it waits for. */
  private endPause: () => void = () => undefined;
  /** Only who builds has work when rows change: one that stands by would ask for the seat, on a new connection, at every commit. */
  private seated = false;
  private resting = false;
  /** Somebody waits for a document since the last round began. */
  private wanted = false;
  private readonly running: Promise<void>;
  private readonly endSignals: readonly (() => void)[];

  constructor(
    private readonly projection: HashedProjection,
    private readonly generation: SharedGeneration,
    private readonly parts: DocumentBuilderParts,
  ) {
    this.endSignals = [
      parts.progress.onChange(projection.name, () => this.seated && !this.resting && this.endPause()),
      parts.progress.onWanted(projection.name, () => this.seated && this.hurry()),
    ];
    this.running = this.run();
  }

  /** Ends after the documents in flight, even if others are dirty. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The builder is stopping'));
    for (const end of this.endSignals) end();
    this.endPause();
    await this.running;
  }

  private hurry(): void {
    this.wanted = true;
    this.endPause();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    const { log, seatEveryMs = SEAT_EVERY_MS } = this.parts;
    let told = '';
    let free = 0;
    while (!this.stopped) {
      try {
        const superseded = await this.isSuperseded();
        const seat = await this.generation.takeSeat();
        free = seat ? free + 1 : 0;
        // So that two versions do not rebuild the same documents in turns, the later one keeps the seat while it has a process.
        const leaves = superseded && free < FREE_TURNS;
        try {
          this.seated = seat !== undefined && !leaves;
          if (seat && this.seated) await this.serve(seat);
        } finally {
          this.seated = false;
          await seat?.release().catch(() => undefined);
        }
        if (superseded) await wait(seatEveryMs, undefined, { signal: this.stopping.signal });
        told = '';
      } catch (error) {
        if (this.stopped) return;
        const { name } = this.projection;
        if (reasonOf(error) !== told) log.warn({ projection: name, reason: reasonOf(error) }, 'documents are not built');
        told = reasonOf(error);
      }
      await this.pause(seatEveryMs);
    }
  }

  /** Whether other code has recorded itself since this code's documents were there. */
  private async isSuperseded(): Promise<boolean> {
    const { name, code } = this.projection;
    const current = (await this.generation.documentsHash()) === code.documents;
    if (current) this.parts.built.add(name);
    return !current && this.parts.built.has(name);
  }

  private async serve(seat: BuilderSeat): Promise<void> {
    const { name } = this.projection;
    if (await adoptDocuments(this.projection, seat))
      this.parts.log.info({ projection: name }, 'rebuilding documents that other code built');
    this.parts.built.add(name);
    const onSetAside = (documents: readonly DocumentSetAside[]) =>
      this.parts.log.error({ projection: name, documents }, 'documents cannot be built');
    for (let lazyAt = 0; !this.stopped;) {
      const lazy = Date.now() - lazyAt >= LAZY_EVERY_MS;
      if (lazy) lazyAt = Date.now();
      const began = performance.now();
      this.wanted = false;
      // A signal during the build causes one more round.
      const woken = this.pause(LOOK_EVERY_MS);
      await buildDocuments(this.projection, seat, this.parts.html, { lazy, signal: this.stopping.signal, onSetAside });
      await woken;
      await this.rest(began);
    }
  }

  /** Until the next round is due, or somebody waits for it. */
  private async rest(began: number): Promise<void> {
    const { roundEveryMs = ROUND_EVERY_MS } = this.parts;
    const left = began + roundEveryMs - performance.now();
    if (left <= 0 || this.wanted) return;
    this.resting = true;
    await this.pause(left);
    this.resting = false;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.stopped ? 0 : ms);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
