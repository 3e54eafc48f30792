import { Refusal, backOff, pause } from '@stoa/kernel';
import { isBrokenCircuitError } from 'cockatiel';
import { Agent } from 'undici';
import { SECRET_HEADER } from '../process/create-service-app.ts';
import type { Logger } from '../process/process-log.ts';
import { CircuitBreaker, type BreakerTimes } from './circuit-breaker.ts';
import { NoResponse, postJson, type HttpResponse } from './http-call.ts';
import { arrived } from './travelling-refusal.ts';
import { CORRELATION_HEADER, DEADLINE_HEADER } from './wire.ts';

const LONGEST_PAUSE_MS = 2000;

export interface CallTimes {
  /** Milliseconds for one attempt. */
  readonly attempt: number;
  /** Attempts at most, all within the caller's deadline. */
  readonly attempts: number;
  /** Before the second attempt; doubles. */
  readonly pause: number;
}
export const CALL_TIMES: CallTimes = { attempt: 3000, attempts: 4, pause: 80 };

const AGAIN = new Set([502, 503, 504]);
/** Below this an attempt is not worth its connection. */
const LEAST_MS = 20;

/**
 * One of our processes, called over kept-alive connections. A request without a response is retried: all our requests are idempotent, a
 * command because its id is found in the stream, a query because it changes nothing.
 */
export class RemoteService {
  private readonly pool = new Agent({ connections: 128, keepAliveTimeout: 8000 });
  private readonly breaker: CircuitBreaker;
  private readonly stopping = new AbortController();

  constructor(
    readonly name: string,
    private readonly url: string,
    private readonly secret: string,
    private readonly log: Pick<Logger, 'info' | 'warn' | 'error'>,
    private readonly times: CallTimes = CALL_TIMES,
    breaker?: BreakerTimes,
  ) {
    const events = {
      available: () => log.info({ remote: name }, 'service available again'),
      unavailable: (error: unknown) => log.warn({ remote: name, reason: reasonOf(error) }, 'service unavailable'),
    };
    this.breaker = new CircuitBreaker(events, breaker);
  }

  /** The JSON of the response. Throws the refusal in the response, or dependency-unavailable. `deadline` is on the clock of `performance.now()`. */
  async post(
    path: string,
    body: object,
    { correlationId, deadline }: { correlationId: string; deadline: number },
  ): Promise<unknown> {
    const json = JSON.stringify(body);
    let refused: Refusal | undefined;
    for (let attempt = 1; attempt <= this.times.attempts && !this.stopping.signal.aborted; attempt++) {
      const remaining = Math.floor(deadline - performance.now());
      if (remaining < LEAST_MS) break;
      const answer = await this.attempt(path, json, correlationId, Math.min(remaining, this.times.attempt));
      if (answer === 'not made') break;
      if (answer && !AGAIN.has(answer.status)) return this.understood(answer, path);
      refused = (answer && refusalIn(answer)) ?? refused;
      // It has too much to do; another attempt is more of it.
      if (refused?.code === 'overloaded') break;
      await pause(
        Math.min(backOff(attempt, { first: this.times.pause, longest: LONGEST_PAUSE_MS }), deadline - performance.now()),
        this.stopping.signal,
      );
    }
    throw refused ?? new Refusal('dependency-unavailable', `The ${this.name} service is unavailable; try again later.`);
  }

  close(): void {
    this.stopping.abort();
    void this.pool.destroy();
  }

  /** Undefined where none of our handlers responded. */
  private async attempt(
    path: string,
    json: string,
    correlationId: string,
    withinMs: number,
  ): Promise<HttpResponse | 'not made' | undefined> {
    const headers = {
      [SECRET_HEADER]: this.secret,
      [CORRELATION_HEADER]: correlationId,
      [DEADLINE_HEADER]: String(withinMs),
    };
    try {
      const url = new URL(path, this.url);
      return await this.breaker.execute(() => postJson(url, this.pool, json, { headers, withinMs }));
    } catch (error) {
      return isBrokenCircuitError(error) ? 'not made' : undefined;
    }
  }

  private understood({ status, body }: HttpResponse, path: string): unknown {
    const sent = jsonOf(body);
    if (status === 200 && sent !== undefined) return sent;
    const refusal = arrived(sent);
    if (refusal) return raise(refusal);
    // Not a handler's response: it is broken, or the versions of the two processes are incompatible. No client can fix that.
    const what = status === 500 ? 'request failed' : 'request not understood';
    this.log.error({ remote: this.name, path, status, reason: body.slice(0, 300) }, what);
    if (status === 401) throw new Refusal('dependency-unavailable', `The ${this.name} service does not accept our secret.`);
    throw new Refusal('internal', 'Something went wrong on our side.');
  }
}

const reasonOf = (error: unknown): string => (error instanceof NoResponse ? error.message : String(error));

/** A refusal for overload is made at the door, before any handler. */
function refusalIn({ body }: HttpResponse): Refusal | undefined {
  const sent = jsonOf(body) as { code?: unknown; detail?: unknown } | undefined;
  return arrived(sent) ?? (sent?.code === 'overloaded' ? new Refusal('overloaded', String(sent.detail)) : undefined);
}

const raise = (refusal: Refusal): never => {
  throw refusal;
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
