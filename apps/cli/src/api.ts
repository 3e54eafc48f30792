import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, type ErrorCode, type FieldError } from '@stoa/kernel';

/** A server's API and what shows it who asks. */
export interface Api {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Tried again while a part of it is away: a gateway's services come up in any order. */
  readonly patient?: boolean;
}

export interface Answer<B> {
  readonly body: B;
  /** The server says that it had done this before. */
  readonly repeated: boolean;
}

interface Request {
  /** JSON text, or what is to become one. */
  readonly body?: object | string;
  /** Idempotency-Key; a fresh one where none is given. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** Asks once. Throws the refusal that the server answers, and dependency-unavailable where it cannot be reached. */
export async function ask<B>(api: Api, method: string, path: string, { body, key, signal }: Request = {}): Promise<Answer<B>> {
  const headers = {
    ...api.headers,
    ...(method === 'POST' ? { 'idempotency-key': key ?? randomUUID() } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const response = await fetch(api.url + path, {
    method,
    headers,
    ...(text ? { body: text } : {}),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new Refusal('dependency-unavailable', `The server at ${api.url} cannot be reached.`, [], { cause });
  });
  const answer = await jsonOf<B & { code?: ErrorCode; detail?: string; errors?: FieldError[] }>(response);
  if (!response.ok)
    throw new Refusal(
      answer.code ?? (response.status >= 502 ? 'dependency-unavailable' : 'internal'),
      answer.detail ?? `The server answered ${response.status}.`,
      answer.errors ?? [],
    );
  return { body: answer, repeated: response.headers.get('idempotency-replayed') === 'true' };
}

async function jsonOf<B>(response: Response): Promise<B> {
  const text = await response.text();
  try {
    return JSON.parse(text) as B;
  } catch {
    throw new Refusal('dependency-unavailable', `The server at ${response.url} does not answer as a Stoa does.`);
  }
}

const PASSING: readonly ErrorCode[] = [
  'dependency-unavailable',
  'storage-unavailable',
  'overloaded',
  'rate-limited',
  'revision-conflict',
  'request-timeout',
];
const PATIENCE_MS = 120_000;
const LONGEST_PAUSE_MS = 5_000;

/** As `ask`, again and again for two minutes while what stands in the way may pass. For what may be asked twice: its key stays the same. */
export async function askUntilAnswered<B>(api: Api, method: string, path: string, request: Request = {}): Promise<Answer<B>> {
  const key = request.key ?? randomUUID();
  const deadline = Date.now() + PATIENCE_MS;
  for (let pause = 100; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await ask<B>(api, method, path, { ...request, key });
    } catch (error) {
      if (!PASSING.includes((error as Refusal).code) || Date.now() > deadline) throw error;
      await sleep(pause * (0.5 + Math.random()), undefined, request.signal ? { signal: request.signal } : {});
    }
  }
}
