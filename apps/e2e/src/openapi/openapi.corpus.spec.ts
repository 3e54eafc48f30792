import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@stoa/dev-servers';
import { eventually, patient } from '@stoa/testing';
import { findSchemathesis, runSchemathesis, type Finding } from './schemathesis.ts';

const APPS = join(import.meta.dirname, '../../..');
const CASES = 5_000;
/** Of each operation and phase; with what covers the description without chance they come to more than CASES. */
const EXAMPLES = 18;
const SEED = 20_261_130;

const REJECTED = 'RejectedPositiveData';
/** The response names a field and what it should have been; as a page it says that much. */
const namesField = (body: string) =>
  /"pointer":"[^"]+","code":"[^"]+","expected":"/.test(body) || body.includes('<title>Validation failed');

/** What is found and is no fault, each with its reason: what no schema can say, or what the tool takes for one. */
const LISTED: readonly (readonly [reason: string, is: (finding: Finding) => boolean])[] = [
  [
    'a rule that no schema of every dialect says (Unicode, bytes, what other fields, responses or the clock say), and the response names the field',
    ({ type, status, body }) => type === REJECTED && status === 422 && namesField(body),
  ],
  ['ETags come from earlier responses', ({ type, status }) => type === REJECTED && status === 412],
  [
    'the tool gives one Idempotency-Key to two requests',
    ({ type, body }) => type === REJECTED && body.includes('This Idempotency-Key was used before'),
  ],
  [
    'where If-Match may be left out, the tool sends a number',
    ({ type, body, operation }) =>
      type === REJECTED && operation === 'PUT /v1/mentors/{mentorId}/verification' && body.includes('If-Match must be'),
  ],
  [
    'texts may not hold NUL, which the tool sends in addresses whatever their patterns',
    ({ type, status, body }) => type === REJECTED && status === 400 && body.includes('must not contain NUL'),
  ],
  ['what was withdrawn is gone, and the tool knows no 410', ({ type, status }) => type === REJECTED && status === 410],
  [
    'the address is also that of a source called so',
    ({ type, operation }) => type === 'AllowHeaderMismatch' && operation === 'POST /v1/imports/views',
  ],
  ['the tool does not take 413 for a refusal', ({ type, status }) => type === 'AcceptedNegativeData' && status === 413],
  [
    'who has no session is led to the sign-in before the query is read',
    ({ type, status, operation }) =>
      type === 'AcceptedNegativeData' && status === 303 && /^GET \/(live|analytics)\b/.test(operation),
  ],
  [
    'Node’s parser knows no method QUERY: that is no HTTP to it',
    ({ type, status, request }) => type === 'UnsupportedMethodResponse' && status === 400 && request.startsWith('QUERY '),
  ],
];
/** It turns tuples of a response into a form of older dialects, and refuses that. */
const TUPLES = { operation: 'POST /v1/analytics/query', message: 'Invalid Schema Object in response definition' };

const program = findSchemathesis();
const why = program ? '' : ' (schemathesis is not installed: pip install schemathesis, or name one by SCHEMATHESIS)';

(program ? describe : describe.skip)(`The API and its description${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-openapi-'));
  let child: ChildProcess;
  let url: string;
  let token: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    child = spawn(process.execPath, [join(APPS, 'standalone/dist/main.js')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...{ PATH: process.env['PATH'], STOA_HOST: '127.0.0.1', STOA_PORT: String(port), STOA_DATA_DIR: folder },
        ...{ STOA_DEMO: 'true', STOA_LOG: 'error', STOA_RATE_LIMITS: 'off' },
      },
    });
    await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), { timeout: 60_000 });
    const args = ['token', 'create', '--name', 'A tester', '--role', 'admin', '--data-dir', folder, '--json'];
    token = JSON.parse(execFileSync(process.execPath, [join(APPS, 'cli/dist/main.js'), ...args], { encoding: 'utf8' })).token;
  }, patient(120_000));
  afterAll(async () => {
    child.kill();
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  });

  it(
    `agree in ${CASES} generated requests and more`,
    async () => {
      const headers = { Authorization: `Bearer ${token}` };
      const { cases, findings, errors } = await runSchemathesis(program!, { url, headers, examples: EXAMPLES, seed: SEED });
      const reasons = findings.map((finding) => LISTED.find(([, is]) => is(finding))?.[0]);
      const listed = new Map<string, number>();
      for (const reason of reasons) if (reason) listed.set(reason, (listed.get(reason) ?? 0) + 1);
      console.info([`${cases} requests`, ...[...listed].map(([reason, count]) => `  ${count}: ${reason}`)].join('\n'));
      expect(findings.filter((_, index) => reasons[index] === undefined)).toEqual([]);
      expect(
        errors.filter(({ operation, message }) => operation !== TUPLES.operation || !message.startsWith(TUPLES.message)),
      ).toEqual([]);
      expect(cases).toBeGreaterThanOrEqual(CASES);
    },
    patient(600_000),
  );
});
