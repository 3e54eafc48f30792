import { basename } from 'node:path';

/** A failure counts for this long: a process that is not ready is sent no writes that could show that it can write again. */
const COUNTS_MS = 10_000;

/** What a file's only writer learnt last of it: null, or why it could not be written. */
export class LastWrite {
  private failure: { reason: string; at: number } | undefined;

  constructor(
    private readonly file: string,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  get trouble(): string | null {
    if (this.failure && this.clock() - this.failure.at > COUNTS_MS) this.failure = undefined;
    return this.failure?.reason ?? null;
  }

  succeeded(): void {
    this.failure = undefined;
  }

  /** Returns the reason, with the file's name. */
  failed(error: unknown): string {
    const reason = `${basename(this.file)} cannot be written: ${(error as Error).message}.`;
    this.failure = { reason, at: this.clock() };
    return reason;
  }
}
