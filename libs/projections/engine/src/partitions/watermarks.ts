import { isGone, type CheckpointMove, type Position, type SharedGeneration } from '@stoa/kernel';

/** Moves that come within this are one transaction. */
const GATHER_MS = 100;
/** The same for a while after somebody waited. */
const HURRIED_MS = 20;
const HURRY_FOR_MS = 1000;

export interface PutOff extends CheckpointMove {
  /** Another worker has moved the checkpoint: this one no longer knows where it is. */
  readonly onOvertaken: () => void;
  readonly onMoved: (to: Position) => void;
}

/**
 * Moves checkpoints over what has no rows, several in one transaction, and later: nobody waits for a move but who asks for all partitions, and
 * `hurry` says that somebody does. A crash forgets moves; the events that they passed over are then passed over again.
 */
export class Watermarks {
  private readonly due = new Map<string, PutOff>();
  private moving: { readonly partitions: ReadonlySet<string>; readonly done: Promise<void> } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private hurriedAt = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(
    private readonly generation: Pick<SharedGeneration, 'advance'>,
    private readonly gatherMs = GATHER_MS,
  ) {}

  /** A partition's later move takes the place of the one that is still due. */
  putOff(move: PutOff): void {
    this.due.set(move.partition, move);
    this.schedule();
  }

  /** Where a partition is that has its checkpoint here, with the move that is due. Another worker's checkpoint makes that one void. */
  beyond(partition: string, checkpoint: Position): Position {
    const move = this.due.get(partition);
    if (move?.from === checkpoint) return move.to;
    this.due.delete(partition);
    return checkpoint;
  }

  /** Takes a partition's move back, for a batch that will move the checkpoint further. After it none of the partition is under way. */
  async takeBack(partition: string): Promise<PutOff | undefined> {
    while (this.moving?.partitions.has(partition)) await this.moving.done;
    const move = this.due.get(partition);
    this.due.delete(partition);
    return move;
  }

  /** The partition is another process's now. */
  drop(partition: string): void {
    this.due.delete(partition);
  }

  /** Somebody waits: what is due is moved now, and for a while soon. */
  hurry(): void {
    this.hurriedAt = performance.now();
    if (this.due.size > 0) void this.flush();
  }

  /** Resolves when what was due is moved, or cannot be for now. */
  async flush(): Promise<void> {
    while (this.moving) await this.moving.done;
    if (this.due.size === 0 || this.closed) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const moves = [...this.due.values()];
    this.due.clear();
    const done = this.move(moves).finally(() => (this.moving = undefined));
    this.moving = { partitions: new Set(moves.map(({ partition }) => partition)), done };
    await done;
  }

  /** Moves what is due and nothing more. */
  async close(): Promise<void> {
    await this.flush();
    this.closed = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.timer || this.closed) return;
    const isHurried = performance.now() - this.hurriedAt < HURRY_FOR_MS;
    const ms = isHurried ? Math.min(HURRIED_MS, this.gatherMs) : this.gatherMs;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, ms);
  }

  private async move(moves: readonly PutOff[]): Promise<void> {
    try {
      const moved = await this.generation.advance(
        moves.map(({ partition, from, to, eventId }) => ({ partition, from, to, eventId })),
      );
      for (const move of moves) this.settle(move, moved.has(move.partition));
    } catch (error) {
      if (isGone(error)) return;
      // A frozen generation may be fed again, and a store that is away comes back.
      for (const move of moves) if (!this.due.has(move.partition)) this.due.set(move.partition, move);
      this.schedule();
    }
  }

  private settle(move: PutOff, isMoved: boolean): void {
    const later = this.due.get(move.partition);
    if (isMoved) {
      if (later) this.due.set(move.partition, { ...later, from: move.to });
      move.onMoved(move.to);
    } else {
      this.due.delete(move.partition);
      move.onOvertaken();
    }
  }
}
