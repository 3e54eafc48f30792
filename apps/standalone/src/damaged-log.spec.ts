import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeRows, overwritePage } from '@stoa/event-store/testing/damage';
import { eventually, patient } from '@stoa/testing';

const MAIN = join(import.meta.dirname, '../dist/main.js');
const PATIENCE = { timeout: 60_000, interval: 100 };
const folder = mkdtempSync(join(tmpdir(), 'stoa-damaged-log-'));
const sound = join(folder, 'sound');
const TITLE = 'Can decay be noticed?';
let question = '';
let token = '';

interface Running {
  readonly url: string;
  readonly data: string;
  readonly log: () => string;
  end(signal?: NodeJS.Signals): Promise<void>;
}

async function start(data: string): Promise<Running> {
  const server: ChildProcess = spawn(process.execPath, [MAIN, '--data-dir', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  server.stdout!.on('data', (chunk: Buffer) => (output += String(chunk)));
  let url = '';
  await eventually(() => {
    url = /"url":"([^"]+)","msg":"ready"/.exec(output)?.[1] ?? '';
    expect(url).not.toBe('');
  }, PATIENCE);
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  };
  return { url, data, log: () => output, end };
}

const post = (server: Running, path: string, who: Record<string, string>, body: object) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `${Math.random()}`, ...who },
    body: JSON.stringify(body),
  });
const ask = (server: Running, title: string) =>
  post(server, '/v1/questions', { authorization: `Bearer ${token}` }, { title, topics: ['Decay'] });

async function newToken(server: Running): Promise<string> {
  const admin = { 'stoa-admin-secret': readFileSync(join(server.data, 'admin-secret'), 'utf8').trim() };
  const member = await post(server, '/v1/members', admin, { displayName: 'Ada', roles: ['member'] });
  const { id: memberId } = (await member.json()) as { id: string };
  const issued = await post(server, '/v1/tokens', admin, { memberId, label: 'test' });
  return ((await issued.json()) as { token: string }).token;
}
const readiness = async ({ url }: Running) => {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: (await response.json()) as { status: string; checks: object[] } };
};

beforeAll(async () => {
  const server = await start(sound);
  token = await newToken(server);
  for (let index = 0; index < 5; index++) expect((await ask(server, `Question ${index}?`)).status).toBe(201);
  const asked = (await (await ask(server, TITLE)).json()) as { id: string; position: string };
  question = asked.id;
  expect((await fetch(`${server.url}/v1/questions/${question}/page?after=${asked.position}`)).status).toBe(200);
  await server.end();
}, patient(120_000));
afterAll(() => rmSync(folder, { recursive: true }));

const eventsOf = (data: string) => join(data, 'events.sqlite');

describe.each<[string, (data: string) => void, RegExp]>([
  [
    'a byte of an event',
    (data) => changeRows(eventsOf(data), `UPDATE event SET data = replace(data, 'Question 3', 'Question 2')`),
    /at position \d+\./,
  ],
  ['a page of the file', (data) => overwritePage(eventsOf(data), 'Question 3', (page) => page.fill(0xa5)), /damaged/],
])('a server that was killed, and then %s decayed', (name, damage, named) => {
  let server: Running;
  beforeAll(async () => {
    const data = join(folder, name.replace(/\W/g, '-'));
    cpSync(sound, data, { recursive: true });
    const killed = await start(data);
    await killed.end('SIGKILL');
    // What the killed one left in its write-ahead log comes into the file first.
    changeRows(eventsOf(data));
    damage(data);
    server = await start(data);
  }, patient(120_000));
  afterAll(() => server?.end());

  it('is degraded, and says where and what to do', async () => {
    const { status, body } = await readiness(server);
    expect([status, body.status]).toEqual([200, 'degraded']);
    const reason = expect.stringMatching(named);
    expect(body.checks).toContainEqual({ name: 'log', waitingFor: null, degraded: reason });
    expect(body.checks).toContainEqual({
      name: 'log',
      waitingFor: null,
      degraded: expect.stringContaining('npx stoa doctor'),
    });
    expect(JSON.stringify(body)).not.toContain(folder);
    expect(server.log()).toContain('the event log is damaged');
  });

  it('serves pages, and refuses writes with log-damaged', async () => {
    const page = await fetch(`${server.url}/v1/questions/${question}/page`);
    expect([page.status, ((await page.json()) as { question: { title: string } }).question.title]).toEqual([200, TITLE]);
    expect((await fetch(`${server.url}/v1/questions`)).status).toBe(200);
    const refused = await ask(server, 'One more?');
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 503, code: 'log-damaged', detail: expect.stringMatching(/damaged/) });
  });
});

it(
  'damage that nobody reads is found after a start, also after a clean stop',
  async () => {
    const data = join(folder, 'unread');
    cpSync(sound, data, { recursive: true });
    changeRows(eventsOf(data), `UPDATE event SET meta = replace(meta, '"', '''') WHERE position = 2`);
    const server = await start(data);
    await eventually(async () => expect((await readiness(server)).body.status).toBe('degraded'), PATIENCE);
    expect(await (await ask(server, 'One more?')).json()).toMatchObject({ code: 'log-damaged' });
    await server.end();
  },
  patient(120_000),
);

it(
  'a server that meets damage while it serves goes on with pages, and refuses writes from then on, and after a restart',
  async () => {
    const data = join(folder, 'met');
    cpSync(sound, data, { recursive: true });
    changeRows(eventsOf(data), `UPDATE event SET data = replace(data, '${TITLE}', 'Can decay be n0ticed?')`);
    let server = await start(data);
    expect((await fetch(`${server.url}/v1/questions/${question}`)).status).toBe(503);
    for (let round = 0; round < 2; round++) {
      expect((await readiness(server)).body.status).toBe('degraded');
      expect((await fetch(`${server.url}/v1/questions/${question}/page`)).status).toBe(200);
      expect(await (await ask(server, 'One more?')).json()).toMatchObject({ code: 'log-damaged' });
      await server.end();
      if (round === 0) server = await start(data);
    }
    expect(existsSync(join(data, 'log-state.json'))).toBe(true);
  },
  patient(120_000),
);
