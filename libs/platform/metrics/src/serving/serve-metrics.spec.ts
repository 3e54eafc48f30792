import { once } from 'node:events';
import { connect } from 'node:net';
import { METRICS } from '../catalogue.ts';
import { Metrics } from '../metrics.ts';
import { serveMetrics, type ServedMetrics } from './serve-metrics.ts';
import { startMetrics } from './start-metrics.ts';

const HERE = { host: '127.0.0.1', port: 0 };
const log = { info: () => undefined };

describe('the server of metrics', () => {
  let metrics: Metrics;
  let served: ServedMetrics;
  beforeEach(async () => {
    metrics = new Metrics('answers');
    served = await serveMetrics(metrics, HERE);
  });
  afterEach(() => served.close());
  const port = () => Number(new URL(served.url).port);

  it('exposes them in the text format of Prometheus', async () => {
    const response = await fetch(served.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toContain('# TYPE process_cpu_seconds_total counter');
  });

  it.each([
    ['GET', '/'],
    ['GET', '/metrics/'],
    ['GET', '/health/live'],
    ['POST', '/metrics'],
    ['DELETE', '/metrics'],
    ['OPTIONS', '/metrics'],
  ])('answers %s %s with 404', async (method, path) => {
    const response = await fetch(new URL(path, served.url), { method, ...(method === 'POST' && { body: 'x'.repeat(100_000) }) });
    expect(response.status).toBe(404);
  });

  it('closes at once, although clients are connected or wait', async () => {
    metrics.sampled('relay', [metrics.gauge(METRICS.relayActive)], () => new Promise(() => undefined));
    const idle = connect(port(), '127.0.0.1');
    const waiting = connect(port(), '127.0.0.1');
    for (const client of [idle, waiting]) client.on('error', () => undefined);
    waiting.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
    await Promise.all([once(idle, 'connect'), once(waiting, 'connect')]);
    const closed = Promise.all([idle, waiting].map((client) => new Promise((resolve) => client.once('close', resolve))));
    await served.close();
    await closed;
  });

  it('names a port that another process has, and the setting that chooses another one', async () => {
    await expect(startMetrics('answers', { metricsHost: '127.0.0.1', metricsPort: port() }, log)).rejects.toMatchObject({
      code: 'request-in-progress',
      message: `Another process listens at 127.0.0.1:${port()}; choose another one with --metrics-port or STOA_METRICS_PORT.`,
    });
  });
});

it('without a port nothing is measured', async () => {
  const { metrics, close } = await startMetrics('answers', { metricsHost: '127.0.0.1' }, log);
  expect(metrics).toBeUndefined();
  await close();
});
