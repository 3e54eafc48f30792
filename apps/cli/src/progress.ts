import type { Io } from './output.ts';

const FIRST_AFTER_MS = 2000;
const EVERY_MS = 500;
const PLAIN_EVERY_MS = 5000;

/** Reports the progress of long work, with rate and time left: on a terminal in one line that changes, elsewhere in plain lines. Short work reports nothing. */
export class Progress {
  private readonly started = Date.now();
  private phase = '';
  private phaseStarted = Date.now();
  private shownAt = 0;
  private drawn = false;

  constructor(private readonly io: Io) {}

  update(phase: string, done: number, of?: number, unit = 'events'): void {
    const now = Date.now();
    if (phase !== this.phase) {
      this.phase = phase;
      this.phaseStarted = now;
    }
    if (now - this.started < FIRST_AFTER_MS || now - this.shownAt < (this.io.isTerminal ? EVERY_MS : PLAIN_EVERY_MS)) return;
    this.shownAt = now;
    const seconds = (now - this.phaseStarted) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const left = of !== undefined && rate > 0 && of > done ? `, ${Math.ceil((of - done) / rate)} s left` : '';
    const line = `${phase}: ${done.toLocaleString('en-US')}${of === undefined ? '' : ` of ${of.toLocaleString('en-US')}`} ${unit}, ${Math.round(rate).toLocaleString('en-US')}/s${left}`;
    this.io.err(this.io.isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
    this.drawn = true;
  }

  end(): void {
    if (this.drawn && this.io.isTerminal) this.io.err('\r\u001b[K');
  }
}
