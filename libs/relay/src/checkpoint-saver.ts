import { BackOff, type Position, type RelayCheckpoint, type RelayLedger } from '@stoa/kernel';
import type { TermReports } from './relay-term.ts';

/** Somebody else saved a checkpoint: this relay is not the one any more. */
export class Overtaken extends Error {
  constructor() {
    super('The checkpoint was moved by another relay.');
    this.name = 'Overtaken';
  }
}

/** Saves the newest checkpoint, one at a time; those that are overtaken while one is being saved are left out. */
export class CheckpointSaver {
  private waiting: RelayCheckpoint | undefined;
  private running: Promise<void> | undefined;

  /** `onFailure` hears of Overtaken; a ledger that is away is asked again until the signal is given, which is reported. */
  constructor(
    private readonly ledger: RelayLedger,
    private position: Position,
    private readonly epoch: number,
    private readonly signal: AbortSignal,
    private readonly onFailure: (error: unknown) => void,
    private readonly reports: Pick<TermReports, 'trouble' | 'well'>,
  ) {}

  save(checkpoint: RelayCheckpoint): void {
    this.waiting = checkpoint;
    this.running ??= this.run()
      .catch(this.onFailure)
      .finally(() => (this.running = undefined));
  }

  /** Resolves when nothing waits to be saved. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    const backOff = new BackOff({ first: 100, longest: 2_000 });
    for (let next = this.waiting; next && !this.signal.aborted; next = this.waiting) {
      try {
        if (!(await this.ledger.save(this.position, next, this.epoch))) throw new Overtaken();
        this.position = next.position;
        this.reports.well('the ledger');
        if (this.waiting === next) this.waiting = undefined;
      } catch (error) {
        if (error instanceof Overtaken) throw error;
        this.reports.trouble('the ledger', error);
        await backOff.wait(this.signal);
      }
    }
  }
}
