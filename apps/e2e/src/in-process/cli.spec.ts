import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything } from '@stoa/event-store/testing/stores';
import { ADMIN_SECRET, Distributed } from './deployments.ts';
import type { Io } from '../../../cli/src/output.ts';
import { run } from '../../../cli/src/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-cli-gateway-'));
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, `${ADMIN_SECRET}\n`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function stoa(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false, colour: false };
  const code = await run(argv, io, new AbortController().signal);
  return { code, out, err };
}

describe('the command line against a gateway', () => {
  let site: Distributed;
  beforeAll(async () => {
    site = await new Distributed().start();
  });
  afterAll(() => site.stop());
  const gateway = () => ['--gateway', site.gateway.url, '--admin-secret-file', secretFile];

  it('makes the first admin of an empty system, whose token opens it', async () => {
    expect(await everything(site.store)).toEqual([]);
    const { code, out } = await stoa('token', 'create', '--name', 'Root', '--role', 'admin', '--json', ...gateway());
    expect(code).toBe(0);
    const { token, tokenId } = JSON.parse(out);
    const ask = () => fetch(`${site.gateway.url}/v1/projections`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    expect(await stoa('token', 'revoke', token, ...gateway())).toMatchObject({ code: 0, out: `Token ${tokenId} is revoked.\n` });
    expect((await ask()).status).toBe(401);
  });

  it('lists what was set aside, of a gateway only', async () => {
    const listed = await stoa('set-aside', 'list', '--limit', '5', '--json', ...gateway());
    expect(listed).toMatchObject({ code: 0, out: '{"items":[]}\n' });
    expect(await stoa('set-aside', 'list', '--limit', '101', ...gateway())).toMatchObject({ code: 2 });
    const alone = await stoa('set-aside', 'list', '--data-dir', folder);
    expect(alone).toMatchObject({ code: 2, err: expect.stringContaining('--gateway') });
  });

  it('takes the secret from the environment too', async () => {
    process.env['STOA_ADMIN_SECRET'] = ADMIN_SECRET;
    try {
      expect(await stoa('projections', 'list', '--json', '--gateway', `${site.gateway.url}/`)).toMatchObject({
        code: 0,
        out: '{"items":[]}\n',
      });
    } finally {
      delete process.env['STOA_ADMIN_SECRET'];
    }
  });

  it.each([
    [['--gateway', 'nowhere'], '--gateway must be a URL'],
    [['--gateway', 'http://127.0.0.1:1'], 'requires its admin secret'],
    [['--gateway', 'http://127.0.0.1:1', '--admin-secret-file', '/nowhere'], 'cannot be read (ENOENT)'],
  ])('says in one line why it could not run: %j', async (argv, sentence) => {
    const { code, err } = await stoa('projections', 'list', ...argv);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('says that a wrong secret is wrong', async () => {
    writeFileSync(join(folder, 'wrong'), 'another-secret-of-this-test');
    const asked = await stoa('projections', 'list', '--gateway', site.gateway.url, '--admin-secret-file', join(folder, 'wrong'));
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('The admin secret is not valid here.') });
  });
});

it('is patient with a gateway whose parts are still coming up, and asks with the same key', async () => {
  const keys: (string | undefined)[] = [];
  const answers = [
    [503, { code: 'dependency-unavailable', detail: 'away', errors: [] }],
    [201, { id: 'member' }],
    [201, { id: 'token', token: null }],
    [201, { id: 'token-2', token: 'stoa_x' }],
  ] as const;
  const server = createServer((request, response) => {
    const [status, body] = answers[keys.length] ?? [500, {}];
    keys.push(request.headers['idempotency-key'] as string | undefined);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await stoa('token', 'create', '--name', 'A', '--json', '--gateway', url, '--admin-secret-file', secretFile);
  server.closeAllConnections();
  server.close();
  expect(JSON.parse(made.out)).toMatchObject({ memberId: 'member', tokenId: 'token-2', token: 'stoa_x' });
  expect(keys).toHaveLength(4);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[3]).not.toBe(keys[2]);
});
