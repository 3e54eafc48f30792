import { randomUUID } from 'node:crypto';
import { Refusal, type ErrorCode } from '@stoa/kernel';
import { patiently } from './patiently.ts';
import type { components } from './schema.ts';
import { stoaApi, type StoaApi, type StoaServer } from './stoa-api.ts';

export interface RequestOptions {
  /** Idempotency-Key of a POST, the same at every attempt; a fresh one by default. */
  readonly key?: string;
  /** Milliseconds for which it is sent again while what stands in the way may pass; 0 by default. Only for what may be sent twice. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

export interface Received<B> {
  readonly body: B;
  /** The server had done this before. */
  readonly repeated: boolean;
}

/** Calls one operation: `(api) => api.GET('/v1/projections')`. */
export type Call<B> = (api: StoaApi) => Promise<Result<B>>;

interface Result<B> {
  readonly data?: B;
  readonly error?: unknown;
  readonly response: Response;
}

/** Sends one request. Throws the refusal that the server sent, or dependency-unavailable where it cannot be reached or is no Stoa. */
export async function request<B>(
  server: StoaServer,
  call: Call<B>,
  { key = randomUUID(), patience = 0, signal }: RequestOptions = {},
): Promise<Received<B>> {
  const api = stoaApi(server, { key, ...(signal ? { signal } : {}) });
  const attempt = async () => received(server, await call(api).catch((cause: unknown) => unreachable(server, cause, signal)));
  return patience > 0 ? patiently(attempt, patience, signal) : attempt();
}

function received<B>({ url }: StoaServer, { data, error, response }: Result<B>): Received<B> {
  if (response.ok) return { body: data as B, repeated: response.headers.get('idempotency-replayed') === 'true' };
  const { code, detail, errors } = problemIn(error);
  if (code) throw new Refusal(code as ErrorCode, detail ?? '', errors ?? []);
  throw new Refusal('dependency-unavailable', `The server at ${url} answered ${response.status}, not as a Stoa does.`);
}

const problemIn = (error: unknown): Partial<components['schemas']['Problem']> =>
  typeof error === 'object' && error !== null ? error : {};

function unreachable({ url }: StoaServer, cause: unknown, signal: AbortSignal | undefined): never {
  signal?.throwIfAborted();
  const what = cause instanceof SyntaxError ? 'does not respond like Stoa' : 'cannot be reached';
  throw new Refusal('dependency-unavailable', `The server at ${url} ${what}.`, [], { cause });
}
