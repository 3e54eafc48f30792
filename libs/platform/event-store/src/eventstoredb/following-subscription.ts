import { START as FROM_START, type AllStreamResolvedEvent } from '@eventstore/db-client';
import { NoSuchPosition, type Position, type RecordedEvent, type Subscription } from '@stoa/kernel';
import type { Connection } from './connection.ts';
import { failureReason } from './failure-reason.ts';
import { failureOf, wasTooSlow } from './failures.ts';
import type { HeadFinder } from './head-finder.ts';
import { Intake } from './intake.ts';
import { commitOf, placeOf, type LogReader } from './log-reader.ts';
import type { OwnEvents } from './own-events.ts';
import { pauseBefore } from './patience.ts';
import { toCommit, toPosition } from './positions.ts';

const BATCH = 500;
/** Events that may wait here while a handler works, beyond the server's own slack of some hundred. */
const AHEAD = 1024;
const MOST_PAUSE_MS = 5000;
/** A position that the server rejects this many times in a row is invalid. */
const BAD_POSITIONS = 3;

export interface Surroundings {
  readonly connection: Connection;
  readonly reader: LogReader;
  readonly heads: HeadFinder;
  readonly own: OwnEvents;
  /** How long it may receive nothing before it checks whether it missed something. */
  readonly watchMs: number;
}

/** What the handler threw; any other error is the server's. */
class HandlerFailed extends Error {}

/**
 * Delivers our events until it is stopped. The client's subscriptions end at the first error; this one resubscribes after the last event that it
 * delivered, however often. It ends when the handler throws, when its position is invalid, or when it is stopped.
 */
export class FollowingSubscription implements Subscription {
  /** Position of the last event delivered. */
  position: Position;
  /** How often it resubscribed. */
  restarts = 0;
  private problem: string | null = null;
  private misplaced: string | null = null;
  private seen: bigint | undefined;
  private stopping = false;
  private intake: Intake<AllStreamResolvedEvent> | undefined;
  private wakeUp: (() => void) | undefined;
  private doubted: Position | undefined;
  private attempts = 0;
  private badPositions = 0;
  private readonly ended: Promise<void>;

  constructor(
    after: Position,
    private readonly around: Surroundings,
    private readonly handle: (batch: RecordedEvent[]) => Promise<void>,
    onError: (error: unknown) => void,
    onEnd: () => void,
  ) {
    this.position = after;
    this.ended = this.run(after)
      .catch((error: unknown) => {
        if (!this.stopping) onError(error instanceof HandlerFailed ? error.cause : error);
      })
      .finally(onEnd);
  }

  /** What is wrong: until events arrive again, or permanently where its position is not of this log. */
  get trouble(): string | null {
    return this.problem ?? this.misplaced;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.intake?.wake();
    this.wakeUp?.();
    await this.ended;
  }

  private async run(after: Position): Promise<void> {
    await Promise.resolve();
    this.seen = toCommit(after);
    while (!this.stopping) {
      try {
        await this.follow();
      } catch (error) {
        if (error instanceof HandlerFailed) throw error;
        this.noteTrouble(error);
        if (!this.stopping && !wasTooSlow(error)) await this.rest();
      }
      this.restarts++;
    }
  }

  /** One subscription of the server's, until it is stopped or fails. */
  private async follow(): Promise<void> {
    await this.handOverWhatMoved();
    const start = this.seen;
    const subscription = this.around.connection.client.subscribeToAll(
      { fromPosition: start === undefined ? FROM_START : placeOf(start) },
      { highWaterMark: AHEAD },
    );
    const intake = new Intake<AllStreamResolvedEvent>(subscription, () => subscription.unsubscribe());
    this.intake = intake;
    try {
      let sure = start === undefined;
      while (!this.stopping) {
        const events = intake.take(BATCH);
        if (!sure && (events.length > 0 || intake.caughtUp)) {
          if (start !== undefined && !(await this.isThere(start))) return;
          sure = true;
        }
        if (events.length > 0) await this.handOver(events);
        else if (intake.failure !== undefined) throw intake.failure;
        else if (intake.ended) throw new Error('The event store ended the subscription');
        else if (!(await intake.change(this.around.watchMs))) await this.lookAround();
        if (events.length > 0 || intake.caughtUp) this.wellAgain();
      }
    } finally {
      this.intake = undefined;
      await intake.close();
    }
  }

  /**
   * A subscription from a position whose event was scavenged skips the next remaining event: the server looks one event up and starts
   * behind it. So that one is delivered first. `isThere` detects an event that is scavenged between this lookup and the subscription.
   */
  private async handOverWhatMoved(): Promise<void> {
    if (this.seen === undefined) return;
    const first = await this.around.reader.firstFrom(this.seen);
    this.badPositions = 0;
    if (first && commitOf(first) !== this.seen) await this.handOver([first]);
    const beyond = !first && toPosition(this.seen) > (await this.around.heads.end());
    this.misplaced = !beyond
      ? null
      : `Its position ${toPosition(this.seen)} lies behind the end of the log: is this another store, or one that was restored?`;
  }

  private async isThere(commit: bigint): Promise<boolean> {
    const first = await this.around.reader.firstFrom(commit);
    return first === undefined || commitOf(first) === commit;
  }

  private async handOver(events: readonly AllStreamResolvedEvent[]): Promise<void> {
    const batch: RecordedEvent[] = [];
    let last = this.seen;
    for (const resolved of events) {
      const commit = commitOf(resolved);
      if (last !== undefined && commit <= last) continue;
      last = commit;
      const recorded = this.around.own.recorded(resolved.event);
      if (recorded) batch.push(recorded);
    }
    if (batch.length > 0) {
      await this.handle(batch).catch((cause: unknown) => {
        throw new HandlerFailed('The handler threw', { cause });
      });
      this.position = batch.at(-1)?.position ?? this.position;
    }
    this.seen = last;
  }

  /**
   * Nothing was received for a while. A server that hangs or is stopping sends its subscribers nothing, and a connection may be half open: so check.
   * Where the log has advanced and still nothing comes, the subscription is dead, unless a new one receives nothing either.
   */
  private async lookAround(): Promise<void> {
    const end = await this.around.heads.end();
    const seen = this.seen === undefined ? '' : toPosition(this.seen);
    if (end <= seen || (end === this.doubted && this.intake?.caughtUp)) return this.wellAgain();
    if (await this.intake?.change(this.around.watchMs)) return;
    this.doubted = end;
    throw new Error('The subscription stalled: no events although the log advanced');
  }

  private wellAgain(): void {
    this.attempts = 0;
    this.problem = null;
  }

  private noteTrouble(error: unknown): void {
    const failure = failureOf(error);
    if (failure === 'defect') throw error;
    this.badPositions = failure === 'bad-position' ? this.badPositions + 1 : 0;
    if (this.badPositions >= BAD_POSITIONS) throw new NoSuchPosition();
    this.problem = wasTooSlow(error) ? null : failureReason(error, this.around.connection.address).message;
  }

  private async rest(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wakeUp = resolve;
      timer = setTimeout(resolve, pauseBefore(++this.attempts, MOST_PAUSE_MS));
    });
    clearTimeout(timer);
    this.wakeUp = undefined;
  }
}
