import type { EventStore, Position, RecordedEvent, Subscription } from '@stoa/kernel';

/** Polling interval: another process may have written. */
const SLEEP_MS = 200;
const BATCH = 500;

/** Delivers the log in order, one batch at a time, and waits for more. Ends when the handler throws: `onError` is called, and the position stays. */
export class PollingSubscription implements Subscription {
  private stopping = false;
  private awakened = false;
  private wakeUp: (() => void) | undefined;
  private readonly ended: Promise<void>;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private position: Position,
    private readonly handle: (batch: RecordedEvent[]) => Promise<void>,
    onError: (error: unknown) => void,
    onEnd: () => void,
  ) {
    this.ended = this.run()
      .catch((error: unknown) => {
        if (!this.stopping) onError(error);
      })
      .finally(onEnd);
  }

  wake(): void {
    this.awakened = true;
    this.wakeUp?.();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.ended;
  }

  private async run(): Promise<void> {
    await Promise.resolve();
    while (!this.stopping) {
      this.awakened = false;
      for await (const batch of this.store.readAll(this.position, { batchSize: BATCH })) {
        if (this.stopping) return;
        await this.handle(batch);
        this.position = batch.at(-1)?.position ?? this.position;
        // Reading and handling may be synchronous: yield to the event loop in between.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      if (!this.awakened && !this.stopping) await this.sleep();
    }
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, SLEEP_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
