import { jsonEvent, NO_STREAM, type JSONEventType } from '@eventstore/db-client';
import { RevisionConflict, pause, type Appended, type ExpectedRevision, type NewEvent } from '@stoa/kernel';
import type { Connection } from './connection.ts';
import { actualRevision, failureOf } from './failures.ts';
import { Intake } from './intake.ts';
import type { Bounds, LogReader } from './log-reader.ts';
import { pauseBefore, within } from './patience.ts';
import { toPosition } from './positions.ts';
import { refusalOf, tooLarge, unavailable } from './refusals.ts';

/** The server counts the bytes of `data` only. */
const MAX_BYTES = 1_048_576;
const MOST_PAUSE_MS = 1000;
/** Beyond the call's own deadline: finding a server has none. */
const SLACK_MS = 500;

/**
 * Appends by single calls, each with its deadline. A call whose outcome is unknown is retried with the same ids and the same revision,
 * which the server treats as the same append, until it succeeds or is refused; a conflict is a success if our events are stored there.
 */
export class Appender {
  closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly reader: LogReader,
    private readonly bounds: Bounds,
  ) {}

  /** `stream` with its prefix; `shown` is its name to the caller. */
  async append(stream: string, shown: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const proposed = events.map(({ id, type, data, meta }) =>
      jsonEvent<JSONEventType>({ id, type, data: data as Record<string, unknown>, metadata: { ...meta } }),
    );
    if (proposed.reduce((sum, { data }) => sum + Buffer.byteLength(JSON.stringify(data)), 0) > MAX_BYTES) throw tooLarge();
    const since = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(stream, proposed, expected);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'conflict') {
          const earlier = attempt > 1 ? await this.written(stream, events, expected) : undefined;
          if (earlier) return earlier;
          throw new RevisionConflict(shown, expected, actualRevision(error));
        }
        if (failure !== 'unknown') throw refusalOf(failure, 'written to', error, this.connection.address);
        if (this.closed || performance.now() - since > this.bounds.patienceMs)
          throw unavailable('written to', error, this.connection.address);
        await pause(pauseBefore(attempt, MOST_PAUSE_MS));
      }
    }
  }

  private async once(stream: string, proposed: ReturnType<typeof jsonEvent>[], expected: ExpectedRevision): Promise<Appended> {
    const { client, credentials } = this.connection;
    const expectedRevision = expected === 'no-stream' ? NO_STREAM : BigInt(expected);
    const deadline = this.bounds.deadlineMs;
    const call = client.appendToStream(stream, proposed, { expectedRevision, credentials, deadline });
    const { nextExpectedRevision, position } = await within(deadline + SLACK_MS, call);
    if (!position) throw new TypeError(`The event store returned no position for an append to ${stream}`);
    return { revision: Number(nextExpectedRevision), position: toPosition(position.commit) };
  }

  /** The outcome of an earlier attempt, where exactly these events follow the expected revision. */
  private async written(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended | undefined> {
    const fromRevision = BigInt(expected === 'no-stream' ? 0 : expected + 1);
    const found = await this.reader.patiently(
      () => {
        const stored = this.connection.client.readStream(stream, { fromRevision, maxCount: events.length });
        return this.reader.everything(
          new Intake<{ event?: { id: string; revision: bigint; position?: { commit: bigint } } }>(stored, () => stored.cancel()),
        );
      },
      (failure) => (failure === 'missing' ? [] : undefined),
    );
    const last = found.at(-1)?.event;
    const same = found.length === events.length && found.every(({ event }, at) => event?.id === events[at]?.id);
    return same && last?.position ? { revision: Number(last.revision), position: toPosition(last.position.commit) } : undefined;
  }
}
