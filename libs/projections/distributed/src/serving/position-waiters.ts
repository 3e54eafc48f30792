import type { Position } from '@stoa/kernel';

/** A signal may be lost. */
const LOOK_EVERY_MS = 50;

/** How far a read model is, and which of the requested documents are behind its rows. */
export interface Looked {
  /** The position up to which these partitions are; without them, all of the read model's. */
  reached(partitions?: readonly string[]): Position;
  readonly dirty: ReadonlySet<string>;
}

/** What somebody waits for: a position, in some partitions where those are named, and in a document where one is. */
export interface Awaited {
  readonly position: Position;
  readonly key?: string | undefined;
  readonly partitions?: readonly string[] | undefined;
}

interface Waiter extends Awaited {
  readonly deadline: number;
  settle(looked: Looked, met: boolean): void;
  fail(error: unknown): void;
}

/**
 * Callers that wait until a read model holds a position, and a document where they name one. They share each check, and
 * checks run one at a time: the number of queries does not grow with the waiters.
 */
export class PositionWaiters {
  private readonly waiting = new Set<Waiter>();
  private again = false;
  private looking = false;
  private timer: NodeJS.Timeout | undefined;

  /**
   * `look` reads the checkpoints first and then the marks of these documents: one that is clean then holds what the rows held. `want` tells those who put
   * work off, building documents or moving checkpoints without rows, that somebody waits for it.
   */
  constructor(
    private readonly look: (keys: readonly string[]) => Promise<Looked>,
    private readonly want: () => void,
  ) {}

  /** Gives the last look, and whether it was enough; throws what a look threw. */
  until(awaited: Awaited, patienceMs: number): Promise<{ looked: Looked; met: boolean }> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        ...awaited,
        deadline: performance.now() + patienceMs,
        settle: (looked, met) => resolve({ looked, met }),
        fail: reject,
      };
      this.waiting.add(waiter);
      this.changed();
    });
  }

  /** Something may have changed: those who wait look, or look once more after the look that is under way. */
  changed(): void {
    this.again = true;
    if (!this.looking && this.waiting.size > 0) void this.run();
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    this.looking = true;
    while (this.again && this.waiting.size > 0) {
      this.again = false;
      await this.round([...this.waiting]);
    }
    this.looking = false;
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.changed(), LOOK_EVERY_MS);
  }

  private async round(waiters: readonly Waiter[]): Promise<void> {
    try {
      const looked = await this.look([...new Set(waiters.flatMap(({ key }) => key ?? []))]);
      const now = performance.now();
      let wanted = false;
      for (const waiter of waiters) {
        const isClean = waiter.key === undefined || !looked.dirty.has(waiter.key);
        const isReached = looked.reached(waiter.partitions) >= waiter.position;
        const met = isClean && isReached;
        if (met || now >= waiter.deadline) this.end(waiter, () => waiter.settle(looked, met));
        else wanted ||= isReached || waiter.partitions === undefined;
      }
      if (wanted) this.want();
    } catch (error) {
      for (const waiter of waiters) this.end(waiter, () => waiter.fail(error));
    }
  }

  private end(waiter: Waiter, tell: () => void): void {
    this.waiting.delete(waiter);
    tell();
  }
}
