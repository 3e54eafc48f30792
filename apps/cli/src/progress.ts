import type { Io } from './output.ts';

const FIRST_AFTER_MS = 2000;
const EVERY_MS = 500;
const PLAIN_EVERY_MS = 5000;
/** Before that a phase has no rate, and no time left that anybody could rely on. */
const RATED_AFTER_MS = 1000;
const MIB = 2 ** 20;

/** Reports the progress of long work, with rate and time left: on a terminal in one line that changes, elsewhere in plain lines. Short work reports nothing. */
export class Progress {
  private readonly started: number;
  private phase: string | undefined;
  private phaseStarted = 0;
  private doneBefore = 0;
  private shownAt = 0;
  private drawn = false;

  constructor(
    private readonly io: Pick<Io, 'err' | 'isTerminal'>,
    private readonly clock: () => number = Date.now,
  ) {
    this.started = clock();
  }

  /** `done` of `of` in this phase; what was done when it began counts for no rate. */
  update(phase: string, done: number, of?: number, unit = 'events'): void {
    const now = this.clock();
    if (phase !== this.phase) {
      this.phase = phase;
      this.phaseStarted = now;
      this.doneBefore = done;
    }
    const elapsed = now - this.phaseStarted;
    if (now - this.started < FIRST_AFTER_MS || elapsed < RATED_AFTER_MS) return;
    if (now - this.shownAt < (this.io.isTerminal ? EVERY_MS : PLAIN_EVERY_MS)) return;
    this.shownAt = now;
    const rate = (1000 * (done - this.doneBefore)) / elapsed;
    // Where nothing has come yet, there is nothing to reckon with.
    const pace = rate >= 0.5 ? `, ${amount(rate, unit)}/s` : '';
    const left = of !== undefined && of > done && rate > 0 ? `, ${duration((of - done) / rate)} left` : '';
    const line = done === 0 && of === undefined ? phase : `${phase}: ${amounts(done, of, unit)}${pace}${left}`;
    this.io.err(this.io.isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
    this.drawn = true;
  }

  end(): void {
    if (this.drawn && this.io.isTerminal) this.io.err('\r\u001b[K');
  }
}

const amount = (count: number, unit: string): string =>
  unit === 'bytes' ? `${inMegabytes(count)} MB` : Math.round(count).toLocaleString('en-US');

function amounts(done: number, of: number | undefined, unit: string): string {
  if (unit === 'bytes') return of === undefined ? amount(done, unit) : `${inMegabytes(done)} of ${amount(of, unit)}`;
  return `${amount(done, unit)}${of === undefined ? '' : ` of ${amount(of, unit)}`} ${unit}`;
}

const inMegabytes = (bytes: number): string => (bytes / MIB).toLocaleString('en-US', { maximumFractionDigits: 1 });

const MINUTE = 60;
const duration = (seconds: number): string =>
  seconds < 2 * MINUTE ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / MINUTE).toLocaleString('en-US')} min`;
