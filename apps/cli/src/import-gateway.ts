import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectionStatus } from '@stoa/contracts';
import type { ImportGateway } from '@stoa/imports-stack-exchange';
import { Refusal, sha256 } from '@stoa/kernel';
import { ask, askUntilAnswered, type Api } from './api.ts';

/** Sends what is imported through a server's API, patiently; a key follows from what is sent. `position`: of the last event that it took. */
export function importGateway(api: Api, signal: AbortSignal): ImportGateway & { position(): string } {
  let last = '';
  const send = async <B extends { position: string }>(path: string, body: string) => {
    const answer = await askUntilAnswered<B>(api, 'POST', path, { body, key: sha256(body), signal });
    if (answer.body.position > last) last = answer.body.position;
    return answer;
  };
  return {
    position: () => last,
    batch: async (source, body) =>
      (await send<{ position: string; imported: number }>(`/v1/imports/${encodeURIComponent(source)}/batches`, body)).body,
    views: (body) => send('/v1/imports/views', JSON.stringify(body)),
  };
}

const LOOK_EVERY_MS = 100;

/** Resolves when every read model has reached a position and built its documents; what was imported is then seen. */
export async function caughtUp(api: Api, position: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { items } = (await ask<{ items: ProjectionStatus[] }>(api, 'GET', '/v1/projections', { signal })).body;
    const failed = items.find(({ state }) => state === 'degraded');
    if (failed)
      throw new Refusal('projection-behind', `The import is in the log, but ${failed.name} stands still: ${failed.reason}`);
    if (items.every((item) => item.position >= position && item.documentsWaiting === 0)) return;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}
