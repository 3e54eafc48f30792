import type { ProgressSignal } from '@stoa/kernel';

/** A signal may be lost: nothing is remembered for longer than this. */
const MOST_MS = 1000;

/**
 * A version of what other processes write, for results that may be a second old. It changes when a change is heard of, and every second; while the
 * connection that signals come by is lost there is none.
 */
export class RecentVersion {
  private number = 0;
  private since = Number.NEGATIVE_INFINITY;
  private readonly end: () => void;

  constructor(
    projection: string,
    private readonly progress: Pick<ProgressSignal, 'isHeard' | 'onChange'>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.end = progress.onChange(projection, () => this.change());
  }

  get current(): string | undefined {
    if (!this.progress.isHeard) return undefined;
    if (this.now() - this.since >= MOST_MS) this.change();
    return String(this.number);
  }

  close(): void {
    this.end();
  }

  private change(): void {
    this.number++;
    this.since = this.now();
  }
}
