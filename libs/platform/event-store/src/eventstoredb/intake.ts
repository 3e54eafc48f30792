import type { Readable } from 'node:stream';
import { NoResponse } from './failures.ts';

/**
 * Reads one of the client's readables by hand. `for await` would discard what is buffered when an error comes, and leave the call
 * open at a `break`; an error of a readable without a listener would end the process.
 */
export class Intake<E> {
  failure: unknown;
  ended = false;
  /** The server ended the stream; earlier events may still be buffered. */
  caughtUp = false;
  private changed: (() => void) | undefined;

  constructor(
    private readonly readable: Pick<Readable, 'read' | 'readableLength'>,
    private readonly cancel: () => Promise<void>,
  ) {
    const events = readable as unknown as NodeJS.EventEmitter;
    const changed = () => this.changed?.();
    events.on('readable', changed);
    events.on('caughtUp', () => {
      this.caughtUp = true;
      changed();
    });
    events.on('error', (error: unknown) => {
      this.failure ??= error;
      changed();
    });
    for (const end of ['end', 'close'])
      events.on(end, () => {
        this.ended = true;
        changed();
      });
  }

  /** What is buffered now, at most `count`. */
  take(most: number): E[] {
    const taken: E[] = [];
    while (taken.length < most) {
      const event = this.readable.read() as E | null;
      if (event === null) break;
      taken.push(event);
    }
    return taken;
  }

  /** Waits for a change; false where none came in time. */
  async change(ms: number): Promise<boolean> {
    if (this.failure !== undefined || this.ended || this.readable.readableLength > 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const changed = await new Promise<boolean>((resolve) => {
      this.changed = () => resolve(true);
      timer = setTimeout(() => resolve(false), ms);
    });
    clearTimeout(timer);
    this.changed = undefined;
    return changed;
  }

  /** Wakes `change`. */
  wake(): void {
    this.changed?.();
  }

  /** The next events, none at the end. Throws the stream's error after everything before it was taken, or NoResponse after `ms` without anything. */
  async next(most: number, ms: number): Promise<E[]> {
    for (;;) {
      const events = this.take(most);
      if (events.length > 0) return events;
      if (this.failure !== undefined) throw this.failure;
      if (this.ended) return [];
      if (!(await this.change(ms))) throw new NoResponse(ms);
    }
  }

  /** Ends the call on the server too. */
  async close(): Promise<void> {
    // There is nothing to cancel where the call was never made.
    if (!this.ended) await this.cancel().catch(() => undefined);
  }
}
