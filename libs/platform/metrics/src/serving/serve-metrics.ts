import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenRefusal } from '@stoa/http';
import type { Metrics } from '../metrics.ts';

export interface ServedMetrics {
  /** Of the metrics themselves. */
  readonly url: string;
  /** Closes at once, open connections included. */
  close(): Promise<void>;
}

const SETTINGS = { port: '--metrics-port or STOA_METRICS_PORT', host: '--metrics-host or STOA_METRICS_HOST' };
/** A scraper has one connection; more than a few have no business here. */
const MOST_CONNECTIONS = 32;
const BOUNDS = {
  requestTimeout: 5_000,
  headersTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 8 * 1024,
};

/** Serves `GET /metrics` and nothing else at a port of its own. A port that is taken is a refusal that names it. */
export async function serveMetrics(metrics: Metrics, { host, port }: { host: string; port: number }): Promise<ServedMetrics> {
  const server = createServer(BOUNDS, (request, response) => void respond(metrics, request, response));
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, host, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${chosen}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(metrics: Metrics, request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume();
  if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end('GET /metrics\n');
    return;
  }
  try {
    const text = await metrics.render();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  } catch {
    response.writeHead(500, { connection: 'close' }).end();
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(listenRefusal(cause, `${host}:${port}`, SETTINGS)));
    server.listen(port, host, resolve);
  });
}
