import { viewsRecordedStream } from '@stoa/contracts';
import type { EventStore } from '@stoa/kernel';
import { LIVE_RULES } from '../judging/rule-books.ts';
import { sealed, type ToldAt } from './sealing.ts';
import { loadShard, type ShardState } from './shard-state.ts';

export interface SealingPace {
  /** Facts after which a batch is sealed. */
  readonly facts: number;
  /** Milliseconds after the first message, at the latest. */
  readonly after: number;
}
export const PACE: SealingPace = { facts: 1000, after: 2000 };

/**
 * Gathers what readers told to one shard and seals it in batches. Messages are forgotten only when their batch stands in the log. An append
 * that fails, for whatever reason, makes it read the shard again: then it knows whether the batch was written, or whether another owner has gone on.
 */
export class ShardSealer {
  private pending: ToldAt[] = [];
  private facts = 0;
  private state: ShardState | undefined;
  private timer: NodeJS.Timeout | undefined;
  private sealing: Promise<void> = Promise.resolve();
  private closed = false;
  /** Offsets of the log are those of a stream topic that is there no more; until our first batch they tell nothing. */
  private offsetsBeganAnew = false;
  private attempt: { readonly id: string; readonly last: bigint } | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'append' | 'read' | 'readLast'>,
    private readonly shard: number,
    private readonly onTrouble: (error: unknown) => void,
    private readonly onSealed: (offset: bigint) => void = () => undefined,
    private readonly pace: SealingPace = PACE,
    private readonly now: () => number = Date.now,
  ) {}

  get rememberedBytes(): number {
    return this.state?.memory.bytes ?? 0;
  }

  /** The offset of the last message in a batch; undefined for none. */
  async reached(): Promise<bigint | undefined> {
    return (this.state ??= await this.load()).reached;
  }

  /** The stream topic was made again: its offsets begin anew, and only ids of renders tell what has been told before. */
  beginAnew(): void {
    this.offsetsBeganAnew = true;
  }

  /** Takes a message that comes after all before. Where a batch is full it is sealed first; throws where that fails, and has then not taken the message. */
  async add(message: ToldAt): Promise<void> {
    if (this.facts >= this.pace.facts) await this.seal();
    this.pending.push(message);
    this.facts += sizeOf(message);
    if (!this.timer && !this.closed) this.timer = setTimeout(() => this.sealInTime(), this.pace.after);
  }

  /** Resolves when all that was added is in the log. */
  seal(): Promise<void> {
    const next = this.sealing.then(() => this.sealAll());
    this.sealing = next.catch(() => undefined);
    return next;
  }

  /** Drops what is not sealed: the next owner gets it from the stream topic. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.pending = [];
    await this.sealing;
  }

  private sealInTime(): void {
    this.timer = undefined;
    this.seal().catch((error: unknown) => {
      this.onTrouble(error);
      if (!this.closed) this.timer ??= setTimeout(() => this.sealInTime(), this.pace.after);
    });
  }

  private async sealAll(): Promise<void> {
    while (this.pending.length > 0) {
      const state = (this.state ??= await this.load());
      const done = this.doneBefore(state);
      const waiting = this.pending.length;
      this.drop(({ offset }) => done !== undefined && offset <= done);
      if (done !== undefined && this.pending.length < waiting) this.onSealed(done);
      const batch = this.nextBatch();
      if (batch.length === 0) break;
      this.state = undefined;
      this.state = await this.append(state, batch);
      this.offsetsBeganAnew = false;
      const last = batch.at(-1)!.offset;
      this.drop(({ offset }) => offset <= last);
      this.onSealed(last);
    }
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** The last offset that needs no sealing any more: of another owner's batch, or of our own whose append seemed to fail. */
  private doneBefore({ reached, batch }: ShardState): bigint | undefined {
    if (!this.offsetsBeganAnew) return reached;
    return batch !== undefined && batch === this.attempt?.id ? this.attempt.last : undefined;
  }

  private async append(state: ShardState, batch: readonly ToldAt[]): Promise<ShardState> {
    const event = sealed(batch, state, LIVE_RULES, state.memory, new Date(this.now()).toISOString());
    const last = batch.at(-1)!.offset;
    this.attempt = { id: event.id, last };
    const { revision } = await this.store.append(viewsRecordedStream(this.shard), [event], state.end);
    return { ...state, end: revision, reached: last, batch: event.id, previous: event.meta.bodyHash };
  }

  private nextBatch(): ToldAt[] {
    let facts = 0;
    const end = this.pending.findIndex((message) => (facts += sizeOf(message)) >= this.pace.facts);
    return end < 0 ? this.pending.slice() : this.pending.slice(0, end + 1);
  }

  private drop(isDone: (message: ToldAt) => boolean): void {
    this.pending = this.pending.filter((message) => !isDone(message));
    this.facts = this.pending.reduce((sum, message) => sum + sizeOf(message), 0);
  }

  private load(): Promise<ShardState> {
    return loadShard(this.store, this.shard, this.now());
  }
}

const sizeOf = ({ told }: ToldAt) => Math.max(1, told.facts.length);
