import type { CheckpointMove, SharedGeneration } from '@stoa/kernel';

/** Watermarks come into all partitions at once: those of this long are one transaction. */
const GATHER_MS = 20;

interface Waiting {
  readonly move: CheckpointMove;
  settle(moved: boolean): void;
  fail(error: unknown): void;
}

/** Moves checkpoints of quiet partitions forward, several in one transaction. */
export class Watermarks {
  private waiting: Waiting[] = [];

  constructor(private readonly generation: Pick<SharedGeneration, 'advance'>) {}

  /** False when another worker has moved the checkpoint. */
  move(move: CheckpointMove): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setTimeout(() => void this.flush(), GATHER_MS);
      this.waiting.push({ move, settle: resolve, fail: reject });
    });
  }

  private async flush(): Promise<void> {
    const waiting = this.waiting.splice(0);
    try {
      const moved = await this.generation.advance(waiting.map(({ move }) => move));
      for (const { move, settle } of waiting) settle(moved.has(move.partition));
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }
}
