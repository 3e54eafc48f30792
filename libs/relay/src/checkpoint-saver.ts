import { BackOff, pause, type Position, type RelayCheckpoint, type RelayLedger } from '@stoa/kernel';
import type { TermReports } from './relay-term.ts';

/** Another relay saved a checkpoint: this relay is no longer the leader. */
export class Overtaken extends Error {
  constructor() {
    super('Another relay moved the checkpoint.');
    this.name = 'Overtaken';
  }
}

/** One that is not saved costs the next relay repetitions, and consumers pass over those. */
const SAVE_EVERY_MS = 100;

/** Saves the newest checkpoint, at once where none was saved just before; checkpoints superseded until the next write are skipped. */
export class CheckpointSaver {
  private readonly hurry = new AbortController();
  private waiting: RelayCheckpoint | undefined;
  private running: Promise<void> | undefined;

  /** `onFailure` receives Overtaken. While the ledger is unavailable, saving is reported and retried until the signal aborts. */
  constructor(
    private readonly ledger: RelayLedger,
    private position: Position,
    private readonly epoch: number,
    private readonly signal: AbortSignal,
    private readonly onFailure: (error: unknown) => void,
    private readonly reports: Pick<TermReports, 'trouble' | 'recovered'>,
    private readonly everyMs = SAVE_EVERY_MS,
  ) {}

  save(checkpoint: RelayCheckpoint): void {
    this.waiting = checkpoint;
    this.running ??= this.run()
      .catch(this.onFailure)
      .finally(() => (this.running = undefined));
  }

  /** Saves what is waiting without delay, and resolves when nothing is. */
  async settled(): Promise<void> {
    this.hurry.abort();
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    const backOff = new BackOff({ first: 100, longest: 2_000 });
    const rested = AbortSignal.any([this.signal, this.hurry.signal]);
    for (let next = this.waiting; next && !this.signal.aborted; next = this.waiting) {
      try {
        if (!(await this.ledger.save(this.position, next, this.epoch))) throw new Overtaken();
        this.position = next.position;
        this.reports.recovered('the ledger');
        if (this.waiting === next) this.waiting = undefined;
        await pause(this.everyMs, rested);
      } catch (error) {
        if (error instanceof Overtaken) throw error;
        this.reports.trouble('the ledger', error);
        await backOff.wait(this.signal);
      }
    }
  }
}
