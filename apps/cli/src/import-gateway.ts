import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '@stoa/api-client';
import type { ImportGateway } from '@stoa/imports-stack-exchange';
import { Refusal, sha256 } from '@stoa/kernel';
import { request, type Server } from './server-client.ts';

/** In milliseconds: an import that runs for hours outlives restarts. */
const PATIENCE = 120_000;
/** What is sent is JSON text already. */
const asText = { bodySerializer: (body: unknown) => body as string };

/** Sends the import through a server's API, with retries; the idempotency key follows from the content. `position`: of the last imported event. */
export function importGateway(server: Server, signal: AbortSignal): ImportGateway & { position(): string } {
  let last = '';
  const take = async <B extends { position: string }>(text: string, call: Call<B>) => {
    const received = await request(server, call, { key: sha256(text), patience: PATIENCE, signal });
    if (received.body.position > last) last = received.body.position;
    return received;
  };
  return {
    position: () => last,
    batch: async (source, text) => {
      const params = { path: { source } };
      const call = { params, body: text as never, ...asText };
      return (await take(text, (api) => api.POST('/v1/imports/{source}/batches', call))).body;
    },
    imported: async (source, from) => {
      const params = { path: { source }, query: { from } };
      return (await request(server, (api) => api.GET('/v1/imports/{source}', { params }), { patience: PATIENCE, signal })).body;
    },
    views: async (body, importId) => {
      const text = JSON.stringify(body);
      const params = { header: { 'X-Correlation-Id': importId } as never };
      return (await take(text, (api) => api.POST('/v1/imports/views', { params, body: text as never, ...asText }))).body;
    },
  };
}

const LOOK_EVERY_MS = 100;

/** Resolves when every read model has reached a position and built its documents; what was imported is then seen. */
export async function caughtUp(server: Server, position: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { items } = (await request(server, (api) => api.GET('/v1/projections'), { signal })).body;
    const failed = items.find(({ state }) => state === 'degraded');
    if (failed)
      throw new Refusal('projection-behind', `The import is in the log, but ${failed.name} has stopped: ${failed.reason}`);
    if (items.every((item) => item.position >= position && item.documentsWaiting === 0)) return;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}
