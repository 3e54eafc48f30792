import type { BuilderSeat, HtmlSource, ProgressSignal, Projection, SharedGeneration } from '@stoa/kernel';
import { buildDocuments } from '@stoa/projections-engine';
import { reasonOf, type Log } from '../operating/log.ts';

/** Where only views changed, a document is built at most this often. */
const LAZY_EVERY_MS = 1000;
/** A signal may be lost. */
const LOOK_EVERY_MS = 200;
/** How soon another process takes the place of a builder that died, beyond what the store needs to notice. */
const SEAT_EVERY_MS = 1000;

/** Builds the dirty documents of one generation while this process has its seat; others stand by. */
export class DocumentBuilder {
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private readonly running: Promise<void>;
  private readonly endSignal: () => void;

  constructor(
    private readonly projection: Projection,
    private readonly generation: SharedGeneration,
    private readonly html: HtmlSource,
    signal: ProgressSignal,
    private readonly log: Log,
  ) {
    this.endSignal = signal.onProgress(projection.name, () => this.wake());
    this.running = this.run();
  }

  /** Ends after the documents in flight, however many are left. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The builder is stopping'));
    this.endSignal();
    this.wake();
    await this.running;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    let told = '';
    while (!this.stopped) {
      try {
        const seat = await this.generation.takeSeat();
        if (seat) await this.serve(seat).finally(() => seat.release().catch(() => undefined));
        told = '';
      } catch (error) {
        if (this.stopped) return;
        const { name } = this.projection;
        if (reasonOf(error) !== told) this.log.warn({ projection: name, reason: reasonOf(error) }, 'documents are not built');
        told = reasonOf(error);
      }
      await this.pause(SEAT_EVERY_MS);
    }
  }

  private async serve(seat: BuilderSeat): Promise<void> {
    for (let lazyAt = 0; !this.stopped;) {
      const lazy = Date.now() - lazyAt >= LAZY_EVERY_MS;
      if (lazy) lazyAt = Date.now();
      // What is told while it builds is looked at once more.
      const woken = this.pause(LOOK_EVERY_MS);
      await buildDocuments(this.projection, seat, this.html, { lazy, signal: this.stopping.signal });
      await woken;
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.stopped ? 0 : ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
