import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '@stoa/data-folder';
import type { ErrorCode, Refusal } from '@stoa/kernel';
import { ask, type Api } from './api.ts';

/** Tries of a patient request, and milliseconds between them. */
const TRIES = 10;
const PAUSE_MS = 1000;
const AWAY = new Set<ErrorCode>(['dependency-unavailable', 'overloaded', 'storage-unavailable']);

/** The server that holds the folder, asked as its local admin. */
export const apiOf = ({ url, secret }: RunningServer): Api => ({ url, headers: { 'stoa-admin-secret': secret } });

/** Asks a server as an admin, with one Idempotency-Key over all tries. Throws the refusal that it answers, dependency-unavailable where nobody answers. */
export async function askServer<B>(api: Api, method: string, path: string, body?: object): Promise<B> {
  const request = { key: randomUUID(), ...(body ? { body } : {}) };
  for (let left = api.patient ? TRIES : 1; ; left--) {
    try {
      return (await ask<B>(api, method, path, request)).body;
    } catch (error) {
      if (left <= 1 || !AWAY.has((error as Refusal).code)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
