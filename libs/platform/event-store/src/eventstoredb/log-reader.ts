import {
  BACKWARDS,
  END,
  FORWARDS,
  START as FROM_START,
  type AllStreamResolvedEvent,
  type Position as Place,
} from '@eventstore/db-client';
import { pause } from '@stoa/kernel';
import type { Connection } from './connection.ts';
import { failureOf, type Failure } from './failures.ts';
import { Intake } from './intake.ts';
import { pauseBefore } from './patience.ts';
import { refusalOf, unavailable } from './refusals.ts';

export interface Bounds {
  /** Deadline of one call. */
  readonly deadlineMs: number;
  /** How long attempts are repeated since the last one that received anything. */
  readonly patienceMs: number;
}

/** Events that the client converts ahead of the reader. */
const AHEAD = 256;
const MOST_PAUSE_MS = 1000;

export const commitOf = ({ event, link, commitPosition }: AllStreamResolvedEvent): bigint =>
  (event ?? link)?.position?.commit ?? commitPosition ?? 0n;
export const placeOf = (commit: bigint): Place => ({ commit, prepare: commit });

/** Reads the whole log, events of others included. A failed call is resumed where it stopped, until `patienceMs` has passed. */
export class LogReader {
  closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly bounds: Bounds,
  ) {}

  /** Events after a commit position (all where undefined), as they come, until the end of the log. */
  async *after(commit: bigint | undefined): AsyncGenerator<AllStreamResolvedEvent[]> {
    let last = commit;
    let since = performance.now();
    for (let attempt = 1; ; attempt++) {
      const intake = this.forwards(last);
      try {
        for (;;) {
          const events = await intake.next(AHEAD, this.bounds.deadlineMs);
          if (events.length === 0) return;
          const [before, newest] = [last, events.at(-1) as AllStreamResolvedEvent];
          last = commitOf(newest);
          yield before === undefined ? events : events.filter((event) => commitOf(event) > before);
          [attempt, since] = [1, performance.now()];
        }
      } catch (error) {
        await this.again(attempt, since, error);
      } finally {
        await intake.close();
      }
    }
  }

  /** The first event at or after a position; undefined where there is none. One attempt. */
  async firstFrom(commit: bigint): Promise<AllStreamResolvedEvent | undefined> {
    return (await this.page({ fromPosition: placeOf(commit), direction: FORWARDS, maxCount: 1 }))[0];
  }

  /** Up to `maxCount` events before a position (the last ones where undefined), newest first. One attempt. */
  async before(commit: bigint | undefined, maxCount: number): Promise<AllStreamResolvedEvent[]> {
    return this.page({ fromPosition: commit === undefined ? END : placeOf(commit), direction: BACKWARDS, maxCount });
  }

  /** Retries until it succeeds, `patienceMs` has passed or a retry is of no use. `accept` may turn a failure into a result. */
  async patiently<T>(attempt: () => Promise<T>, accept: (failure: Failure) => T | undefined = () => undefined): Promise<T> {
    const since = performance.now();
    for (let count = 1; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        const accepted = accept(failureOf(error));
        if (accepted !== undefined) return accepted;
        await this.again(count, since, error);
      }
    }
  }

  /** Everything that a readable gives. */
  async everything<E>(intake: Intake<E>): Promise<E[]> {
    const all: E[] = [];
    try {
      for (;;) {
        const events = await intake.next(AHEAD, this.bounds.deadlineMs);
        if (events.length === 0) return all;
        for (const event of events) all.push(event);
      }
    } finally {
      await intake.close();
    }
  }

  private async again(attempt: number, since: number, error: unknown): Promise<void> {
    const failure = failureOf(error);
    const { address } = this.connection;
    if (failure !== 'unknown') throw refusalOf(failure, 'read', error, address);
    if (this.closed || performance.now() - since > this.bounds.patienceMs) throw unavailable('read', error, address);
    await pause(pauseBefore(attempt, MOST_PAUSE_MS));
  }

  private forwards(last: bigint | undefined): Intake<AllStreamResolvedEvent> {
    const { client } = this.connection;
    const stream = client.readAll({ fromPosition: last === undefined ? FROM_START : placeOf(last) }, { highWaterMark: AHEAD });
    return new Intake(stream, () => stream.cancel());
  }

  private async page(options: {
    fromPosition: Place | typeof END;
    direction: typeof FORWARDS | typeof BACKWARDS;
    maxCount: number;
  }) {
    const stream = this.connection.client.readAll(options, { highWaterMark: AHEAD });
    return this.everything(new Intake<AllStreamResolvedEvent>(stream, () => stream.cancel()));
  }
}
