import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isFree, localPostgres, localSecuredKafka } from '@stoa/dev-servers';
import { Cast, eventually, patient } from '@stoa/testing';
import { journeys } from './journeys.ts';

const PROGRAM = join(import.meta.dirname, '../../../tools/stack.mjs');
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
    const secrets = [at('security/kafka-password'), at('security/eventstore-password'), at('postgres-password')];
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
