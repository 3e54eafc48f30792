import { randomUUID } from 'node:crypto';
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.ts';

/** Where an API is, and the headers that say who sends a request. */
export interface StoaServer {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The API, typed by its OpenAPI description. It resolves with whatever the server sends, problems among it. */
export type StoaApi = Client<paths>;

/** `key`: the Idempotency-Key of every POST; a fresh one for each by default. */
export function stoaApi({ url, headers }: StoaServer, { key, signal }: { key?: string; signal?: AbortSignal } = {}): StoaApi {
  const api = createClient<paths>({
    baseUrl: url,
    headers,
    fetch: (request) => fetch(request, { redirect: 'manual', ...(signal ? { signal } : {}) }),
  });
  api.use({
    onRequest({ request }) {
      if (request.method === 'POST' && !request.headers.has('idempotency-key'))
        request.headers.set('idempotency-key', key ?? randomUUID());
      return request;
    },
  });
  return api;
}
