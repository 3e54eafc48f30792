import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@stoa/dev-servers';
import { startStandalone, type StandaloneProcess } from '@stoa/dev-servers/deployments';
import { catalogue, renderMetricsReference } from '@stoa/metrics';
import { Cast, eventually } from '@stoa/testing';
import { Scrape } from './scrape.ts';

const APPS = join(import.meta.dirname, '../../..');
const REFERENCE = join(import.meta.dirname, '../../../../docs/reference/metrics.md');

it('metrics.md holds the metrics of the code (npm run docs writes it)', () => {
  expect(readFileSync(REFERENCE, 'utf8')).toBe(renderMetricsReference());
});

describe('one process that is scraped during a journey', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-metrics-'));
  let server: StandaloneProcess;
  let cast: Cast;
  let metrics: string;
  beforeAll(async () => {
    const port = await freePort();
    metrics = `http://127.0.0.1:${port}/metrics`;
    const rates = { STOA_RATE_LIMITS: 'wrong-tokens=1/600' };
    server = await startStandalone(folder, ['--metrics-port', String(port)], rates);
    cast = new Cast(server);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const scrape = () => Scrape.of(metrics);

  it('reports requests by their routes, of commands by their outcomes, and names nobody', async () => {
    const asker = await cast.member('Asker');
    const mentor = await cast.mentor('Ada');
    const asked = { body: { title: 'Which metrics?', topics: ['Operating'] }, headers: { 'idempotency-key': 'once' } };
    const { id } = await asker.must('POST', '/v1/questions', asked);
    await asker.must('POST', '/v1/questions', asked);
    const answer = await mentor.must('POST', `/v1/questions/${id}/answers`, { body: { body: 'These.' } });
    await cast.anyone.must('GET', `/v1/questions/${id}/page?after=${answer.position}`);
    expect((await mentor.put(`/v1/answers/${answer.id}/rating`, { rating: 'helpful' })).status).toBe(403);
    expect((await cast.anyone.get(`/v1/no/${randomUUID()}`)).status).toBe(404);

    const scraped = await scrape();
    expect(scraped.sum('stoa_http_requests_total', { route: '/v1/questions', method: 'POST', status: '201' })).toBe(2);
    expect(scraped.sum('stoa_http_requests_total', { route: '/v1/questions/:questionId/page', status: '200' })).toBe(1);
    expect(scraped.sum('stoa_http_requests_total', { route: 'none', status: '404' })).toBe(1);
    expect(scraped.sum('stoa_http_request_duration_seconds_count', { route: '/v1/questions/:questionId/page' })).toBe(1);
    expect(scraped.all('stoa_http_requests_in_flight')).toMatchObject([{ value: 0 }]);
    expect(scraped.sum('stoa_http_refusals_total', { code: 'own-content', rate: '' })).toBe(1);
    expect(scraped.sum('stoa_commands_total', { type: 'AskQuestion', outcome: 'done' })).toBe(1);
    expect(scraped.sum('stoa_commands_total', { type: 'AskQuestion', outcome: 'repeated' })).toBe(1);
    expect(scraped.sum('stoa_commands_total', { type: 'RateAnswer', outcome: 'own-content' })).toBe(1);
    expect(scraped.sum('stoa_append_duration_seconds_count', { outcome: 'done' })).toBeGreaterThan(5);
    expect(scraped.sum('stoa_events_appended_total', { type: 'QuestionAsked.v2' })).toBe(1);
    expect(scraped.sum('stoa_messages_handled_total', { source: 'log' })).toBeGreaterThan(0);
    for (const personal of [id, answer.id, asker.memberId, mentor.mentorId, mentor.handle, 'Asker', 'Ada'])
      expect(scraped.text).not.toContain(personal);
  });

  it('exposes what the catalogue says of it, and no more', async () => {
    const ours = catalogue.filter(({ processes }) => processes.includes('standalone')).map(({ name }) => name);
    expect((await scrape()).names).toEqual(ours.sort());
  });

  it('reports that each read model has caught up, and that its dependencies are available', async () => {
    const scraped = await eventually(async () => {
      const now = await scrape();
      expect(now.sum('stoa_read_model_lag_events')).toBe(0);
      return now;
    });
    const names = (metric: string) => scraped.all(metric).map(({ labels }) => labels['read_model']);
    expect(names('stoa_read_model_lag_events')).toContain('question-page');
    expect(names('stoa_read_model_lag_seconds')).toEqual(names('stoa_read_model_lag_events'));
    expect(scraped.sum('stoa_read_model_lag_seconds')).toBe(0);
    expect(scraped.sum('stoa_read_model_stopped')).toBe(0);
    expect(scraped.all('stoa_dependency_available')).toMatchObject([{ value: 1 }, { value: 1 }, { value: 1 }]);
    expect(scraped.sum('stoa_metrics_samples_failed_total')).toBe(0);
  });

  it('reports what became of views', async () => {
    const asker = await cast.member('Reader');
    const { id } = await asker.must('POST', '/v1/questions', { body: { title: 'Who reads this?' } });
    const fact = { kind: 'seen', question: id, answer: null, render: 'A'.repeat(22), token: '', share: 1, visibleMs: 1000 };
    const about = { referrer: null, utmSource: null, screen: null, language: null };
    await cast.anyone.must('POST', '/v1/views', { body: { facts: [{ ...fact, ...about }] } });
    await eventually(async () => expect((await scrape()).sum('stoa_view_facts_total', { class: 'invalid' })).toBe(1));
    const scraped = await scrape();
    expect(scraped.sum('stoa_messages_published_total', { topic: 'stoa.view-facts.v1' })).toBe(1);
    expect(scraped.sum('stoa_partitions_owned', { topic: 'stoa.view-facts.v1' })).toBe(4);
  });

  it('reports which rate was used up', async () => {
    const wrong = { authorization: `Bearer ${randomUUID()}` };
    for (const status of [401, 429]) expect((await cast.anyone.get('/v1/questions', wrong)).status).toBe(status);
    expect((await scrape()).sum('stoa_http_refusals_total', { code: 'rate-limited', rate: 'wrong-tokens' })).toBe(1);
  });

  it('answers nothing but metrics at that port, and no metrics at its own', async () => {
    expect((await fetch(new URL('/v1/questions', metrics))).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  });
});

describe('a process whose port for metrics is taken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-metrics-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['standalone', { STOA_DATA_DIR: join(folder, 'data') }, 2],
    ['answers', { STOA_EVENTSTORE: 'memory:', STOA_SERVICE_SECRET: 'a secret of these tests' }, 1],
  ])('ends with one line that names it: %s', async (app, environment, code) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const sentence = `Another process listens at 127.0.0.1:${port}; choose another one with --metrics-port or STOA_METRICS_PORT.`;
    try {
      const child = spawn(process.execPath, [join(APPS, app, 'dist/main.js'), '--port', '0', '--metrics-port', String(port)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'], ...environment },
      });
      const output: string[] = [];
      for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (data: Buffer) => output.push(data.toString()));
      expect(await once(child, 'close')).toEqual([code, null]);
      expect(output.join('').split(sentence)).toHaveLength(2);
      expect(output.join('').trimEnd().split('\n')).toHaveLength(1);
    } finally {
      other.close();
    }
  });
});
