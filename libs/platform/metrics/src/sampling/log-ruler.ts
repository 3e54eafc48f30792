import { START, type EventStore, type Position, type RecordedEvent } from '@stoa/kernel';

/** How far a position is behind the end of the log. */
export interface Lag {
  /** Events after it; at least so many while they are still being counted. */
  readonly events: number;
  /** Age of the first of them; 0 for none. */
  readonly seconds: number;
}

const NONE: Lag = { events: 0, seconds: 0 };

interface Mark {
  readonly position: Position;
  /** The ordinal of the event that stands there. */
  readonly ordinal: number;
  readonly recordedAt: number;
}

/** Events are read at most this long at a time, and in batches of so many. */
const READING_MS = 250;
const BATCH = 200;
/** Marks that are kept; beyond, every other one goes, and a lag is that much less exact. */
const MOST_MARKS = 4096;

/**
 * Counts how many events lie between a position and the end of a log. Positions of most stores are no numbers, so the events are read: each
 * once, only while something is behind, and a bounded time at a call, so that a long lag is a lower bound until it has been counted.
 */
export class LogRuler {
  private marks: Mark[] = [];
  /** Where the first mark begins, and how far the events have been counted. */
  private from: Position = START;
  private until: Position = START;
  private counted = 0;
  private stride = 1;

  constructor(
    private readonly store: Pick<EventStore, 'head' | 'readAll'>,
    private readonly now: () => number = Date.now,
    private readonly readingMs = READING_MS,
  ) {}

  /** The lag of each position, in their order. */
  async lags(positions: readonly Position[]): Promise<Lag[]> {
    const head = await this.store.head();
    const behind = positions.filter((position) => position < head);
    if (behind.length === 0) this.forget(head);
    else await this.measure(behind.reduce(earlier), head);
    return Promise.all(positions.map(async (position) => (position < head ? this.lagOf(position) : NONE)));
  }

  private async measure(lowest: Position, head: Position): Promise<void> {
    if (lowest < this.from || lowest > this.until) this.forget(lowest);
    if (this.until < head) {
      const deadline = performance.now() + this.readingMs;
      for await (const batch of this.store.readAll(this.until, { batchSize: BATCH, until: head })) {
        for (const event of batch) this.mark(event);
        if (performance.now() > deadline) break;
      }
    }
    this.marks = this.marks.filter(({ position }) => position > lowest);
    this.from = lowest;
  }

  private mark({ position, recordedAt }: RecordedEvent): void {
    this.until = position;
    this.counted++;
    const isFirst = this.marks.length === 0;
    if (isFirst || this.counted % this.stride === 0)
      this.marks.push({ position, ordinal: this.counted, recordedAt: Date.parse(recordedAt) });
    if (this.marks.length <= MOST_MARKS) return;
    this.stride *= 2;
    this.marks = this.marks.filter(({ ordinal }, index) => index === 0 || ordinal % this.stride === 0);
  }

  private async lagOf(position: Position): Promise<Lag> {
    const next = this.marks.find((mark) => mark.position > position);
    if (next) return { events: this.counted - next.ordinal + 1, seconds: this.ageOf(next.recordedAt) };
    // The count, which begins at the lowest position, has not come this far: the first event gives the age.
    for await (const [first] of this.store.readAll(position, { batchSize: 1 }))
      if (first) return { events: 1, seconds: this.ageOf(Date.parse(first.recordedAt)) };
    return NONE;
  }

  private ageOf(recordedAt: number): number {
    return Math.max(0, (this.now() - recordedAt) / 1000);
  }

  private forget(position: Position): void {
    this.marks = [];
    this.from = this.until = position;
    this.counted = 0;
    this.stride = 1;
  }
}

const earlier = (one: Position, other: Position): Position => (one < other ? one : other);
