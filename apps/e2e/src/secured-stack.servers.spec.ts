import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isFree, localPostgres, localSecuredKafka } from '@stoa/dev-servers';
import { KafkaEventStream } from '@stoa/event-stream';
import { Cast, Client, eventually, patient } from '@stoa/testing';
import { journeys } from './journeys.ts';

const PROGRAM = join(import.meta.dirname, '../../../tools/stack.mjs');
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
/** A view needs a second. */
const LOOKED_AT_MS = 1100;
const START_MS = 180_000;
const START_WITHIN = patient(3 * START_MS);
/** As many as the stack has, with room for one more projector. */
const PORTS = 13;
/** Of apps/stack/src/ports.ts, counted from the base. */
const [postgres, kafka, gateway] = [0, 1, 5];
const whyNot = await Promise.all([localPostgres(), localSecuredKafka()]).then(
  () => undefined,
  (error: Error) => error.message,
);

(whyNot ? describe.skip : describe)(`The secured stack ${whyNot ?? ''}`, () => {
  let folder: string;
  let base: number;
  const at = (...path: string[]) => join(folder, 'stack', ...path);
  const site = () => ({
    url: `http://127.0.0.1:${base + gateway}`,
    admin: { 'stoa-admin-secret': readFileSync(at('admin-secret'), 'utf8').trim() },
  });
  const stack = (...args: string[]): Promise<{ code: number | null; said: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, STOA_STACK_DIR: at() } });
      let said = '';
      for (const output of [child.stdout, child.stderr]) output.on('data', (data: Buffer) => void (said += data.toString()));
      child.once('error', reject).once('close', (code) => resolve({ code, said }));
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stoa-secured-stack-'));
    chmodSync(folder, 0o711); // Postgres passes through it as another user, where we are root
    base = await freePorts(PORTS);
    // On a busy machine a piece may take longer than one command waits for it.
    await eventually(async () => expect(await stack('up', '--secure', '--port-base', String(base))).toMatchObject({ code: 0 }), {
      timeout: START_MS,
    });
    // A token is good once its event has come through Kafka, which elects leaders of new topics first.
    const cast = new Cast(site());
    const accepted = async () =>
      (await cast.member('The first')).must('POST', '/v1/questions', { body: { title: 'Does it work?', topics: [] } });
    await eventually(accepted, { timeout: START_MS, interval: 1_000 });
  }, START_WITHIN);
  afterAll(async () => {
    await stack('down', '--wipe');
    rmSync(folder, { recursive: true, force: true });
  }, START_WITHIN);

  it('keeps certificates, keys and passwords where only their owner reads them', () => {
    expect(statSync(at('security')).mode & 0o777).toBe(0o700);
    const modes = readdirSync(at('security')).map((name) => statSync(at('security', name)).mode & 0o777);
    expect([...new Set(modes)]).toEqual([0o600]);
  });

  it.each([
    // A start of a session.
    ['Postgres', postgres, startOfPostgres(), /no pg_hba\.conf entry .* no encryption/s],
    // An ApiVersions request.
    ['Kafka', kafka, Buffer.from('000000110012000000000001000773656375726564', 'hex'), /^(?:\x15\x03.*)?$/s],
  ])('has a %s that serves nobody in the clear', async (_name, offset, request, answer) =>
    expect(await answerInTheClear(base + offset, request)).toMatch(answer),
  );

  it('shows no password in any log', () => {
    const passwords = readdirSync(at('security')).filter((name) => name.includes('password'));
    expect(passwords).toHaveLength(6);
    const secrets = [...passwords.map((name) => at('security', name)), at('postgres-password')];
    const logs = readdirSync(at(), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'security');
    expect(logs.length).toBeGreaterThanOrEqual(10);
    const all = logs.map(({ name }) => readFileSync(at(name, 'log'), 'utf8')).join('\n');
    for (const file of secrets) expect(all.includes(readFileSync(file, 'utf8').trim())).toBe(false);
  });

  it('stays what it was made as', async () => {
    const settings = JSON.parse(readFileSync(at('stack.json'), 'utf8')) as { secure: boolean };
    expect(settings.secure).toBe(true);
    expect(await stack('status')).toMatchObject({ code: 0 });
  });

  it('counts what readers saw, which the gateway may write and view-analytics may read', async () => {
    const cast = new Cast(site());
    const ask = { body: { title: 'Is it seen?', topics: [] } };
    const { id, position } = await (await cast.member('Asker')).must('POST', '/v1/questions', ask);
    const path = `/v1/questions/${id}`;
    await cast.anyone.must('GET', `${path}/page?after=${position}`);
    const reader = new Client(site().url, { 'user-agent': FIREFOX });
    const ticket = await reader.must('GET', `${path}/render`);
    await new Promise((resolve) => setTimeout(resolve, LOOKED_AT_MS));
    const seen = { kind: 'seen', question: id, answer: null, share: 1, visibleMs: 1000, ...ticket };
    await reader.must('POST', '/v1/views', { body: { facts: [seen] } });
    const counted = async () => (await cast.anyone.must('GET', `${path}/page`)).question.views.total;
    await eventually(async () => expect(await counted()).toBe(1), { timeout: START_MS });
  });

  it('has users of Kafka that may do no more than their process does', async () => {
    const secret = (name: string) => readFileSync(at('security', name), 'utf8').trim();
    const stream = new KafkaEventStream({
      brokers: [`127.0.0.1:${base + kafka}`],
      clientId: 'spec',
      log: { info: () => undefined, warn: () => undefined, debug: () => undefined },
      tls: { ca: secret('ca.crt') },
      sasl: { mechanism: 'SCRAM-SHA-512', user: 'gateway', password: secret('kafka-password-gateway') },
    });
    const publication = stream.publish({ topic: 'stoa.qa.v1', partition: 0 }, [
      { key: 'k', value: Buffer.from('v'), headers: {} },
    ]);
    await expect(publication).rejects.toThrow('denies a topic to the user gateway');
    await stream.close();
  });

  journeys(async () => ({ ...site(), stop: () => Promise.resolve() }));
});

/** The first of so many free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort();
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

function startOfPostgres(): Buffer {
  const parameters = Buffer.from('user\0stoa\0database\0stoa\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + parameters.length);
  head.writeInt32BE(196_608, 4); // version 3.0 of its protocol
  return Buffer.concat([head, parameters]);
}

/** What a server sends to this request before it hangs up. */
const answerInTheClear = (port: number, request: Buffer): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (bytes) => void (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined); // a reset is an end, too
    socket.once('close', () => resolve(answer));
  });
