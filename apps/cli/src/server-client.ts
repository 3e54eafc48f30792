import { randomUUID } from 'node:crypto';
import type { RunningServer } from '@stoa/data-folder';
import { Refusal, type ErrorCode, type FieldError } from '@stoa/kernel';

/** The server that holds the folder, or a gateway that was named. */
export interface AskedServer extends RunningServer {
  /** Tries again while a part of it is away; a gateway's services come up in any order. */
  readonly patient?: boolean;
}

/** Tries of a patient request, and milliseconds between them. */
const TRIES = 10;
const PAUSE_MS = 1000;
const AWAY = new Set<ErrorCode>(['dependency-unavailable', 'overloaded', 'storage-unavailable']);

/** Asks a server as an admin, with one Idempotency-Key over all tries. Throws the refusal that it answers, dependency-unavailable where nobody answers. */
export async function askServer<B>(server: AskedServer, method: string, path: string, body?: object): Promise<B> {
  const { url, secret, patient } = server;
  const headers = {
    'stoa-admin-secret': secret,
    ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  for (let left = patient ? TRIES : 1; ; left--) {
    const outcome = await attempt<B>(url, path, init);
    if (!(outcome instanceof Refusal)) return outcome.answer;
    if (left <= 1 || !AWAY.has(outcome.code)) throw outcome;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function attempt<B>(url: string, path: string, init: RequestInit): Promise<{ answer: B } | Refusal> {
  try {
    const response = await fetch(url + path, init);
    const answer = JSON.parse(await response.text()) as B & { code?: ErrorCode; detail?: string; errors?: FieldError[] };
    if (response.ok) return { answer };
    return new Refusal(
      answer.code ?? 'internal',
      answer.detail ?? `The server answered ${response.status}.`,
      answer.errors ?? [],
    );
  } catch (cause) {
    const what = (cause as Error).name === 'SyntaxError' ? 'does not answer as a Stoa does' : 'cannot be reached';
    return new Refusal('dependency-unavailable', `The server at ${url} ${what}.`, [], { cause });
  }
}
