import { randomUUID } from 'node:crypto';
import type { RunningServer } from '@stoa/data-folder';
import { Refusal, type ErrorCode, type FieldError } from '@stoa/kernel';

/** Asks the server that holds the folder, as its local admin. Throws the refusal that it answers. */
export async function askServer<B>({ url, secret }: RunningServer, method: string, path: string, body?: object): Promise<B> {
  const headers = {
    'stoa-admin-secret': secret,
    ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  const response = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const answer = (await response.json()) as B & { code?: ErrorCode; detail?: string; errors?: FieldError[] };
  if (!response.ok)
    throw new Refusal(answer.code ?? 'internal', answer.detail ?? `The server answered ${response.status}.`, answer.errors ?? []);
  return answer;
}
