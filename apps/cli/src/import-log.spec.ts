import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { VIEWS_LOG, decodeFacts, type ClassifiedFact } from '@stoa/contracts';
import { openDataFolder } from '@stoa/data-folder';
import { inProcess } from './testing/program.ts';
import { BROWSER, CRAWLER, logLine } from './testing/access-log.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const DAY = Date.UTC(2025, 4, 17, 10);
const MINUTE = 60_000;
const scratch = mkdtempSync(join(tmpdir(), 'stoa-log-'));
const data = join(scratch, 'data');
const log = (name: string, content: string | Buffer) => {
  writeFileSync(join(scratch, name), content);
  return join(scratch, name);
};
const importing = async (...args: string[]) => {
  const ended = await inProcess(['views', 'import-log', ...args, '--pattern', '/q/{question}', '--pattern', '/q/{question}/a/{answer}', '--data-dir', data, '--json']); // prettier-ignore
  if (ended.code !== 0) throw new Error(ended.err);
  return JSON.parse(ended.out) as Record<string, unknown>;
};

async function facts(): Promise<ClassifiedFact[]> {
  const folder = await openDataFolder(data, { mode: 'read' });
  const found: ClassifiedFact[] = [];
  for await (const page of folder.store.readAll(''))
    for (const { stream, data: said } of page)
      if (stream.startsWith(VIEWS_LOG)) found.push(...decodeFacts((said as { facts: string }).facts));
  await folder.release();
  return found;
}

let answer: string;
const lines = () => [
  logLine({ at: DAY, referrer: 'https://Search.example/?q=secret' }),
  logLine({ at: DAY + MINUTE, status: 304 }),
  logLine({ at: DAY - 2 * MINUTE, address: '203.0.113.8' }),
  logLine({ at: DAY, agent: CRAWLER }),
  logLine({
    at: DAY,
    request: `GET /q/question-3-of-a-small-site/a/${answer}?utm_source=weekly HTTP/1.1`,
    address: '2001:db8::77',
  }),
  logLine({ at: DAY, request: 'GET /style.css HTTP/1.1' }),
  logLine({ at: DAY, request: 'POST /q/question-3-of-a-small-site HTTP/1.1' }),
  logLine({ at: DAY, status: 404 }),
  logLine({ at: DAY, request: 'GET /q/nobody-asked-this HTTP/1.1' }),
  logLine({ at: DAY }).replace('"\n', '\n'),
  logLine({ at: DAY, request: 'junk' }),
  logLine({ at: DAY + 24 * 60 * MINUTE }),
];

beforeAll(async () => {
  writeSmallDump(join(scratch, 'dump'), 8);
  await inProcess(['import', 'stackexchange', join(scratch, 'dump'), '--data-dir', data]);
  const page = await inProcess(['page', 'question-3-of-a-small-site', '--data-dir', data, '--json']);
  answer = (JSON.parse(page.out) as { answers: { id: string }[] }).answers[0]!.id;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const EXPECTED = {
  lines: 12,
  facts: 6,
  classes: { known_bot: 1, repeat: 1, human: 4 },
  unmatched: 4,
  unknown: 1,
  broken: 1,
  brokenLines: [{ file: 'access.log', line: 10 }],
};

it('tells what it would import, and writes nothing', async () => {
  expect(await importing(log('access.log', lines().join('')), '--dry-run')).toMatchObject({
    ...EXPECTED,
    dryRun: true,
    imported: 6,
  });
  expect(await facts()).toEqual([]);
});

it('imports what was seen of questions and answers, and counts it', async () => {
  expect(await importing(join(scratch, 'access.log'))).toMatchObject({ ...EXPECTED, imported: 6, duplicates: 0 });
  const seen = await facts();
  expect(seen.map((fact) => fact.class)).toEqual(['human', 'repeat', 'human', 'known_bot', 'human', 'human']);
  expect(seen[0]).toMatchObject({
    kind: 'seen',
    at: DAY,
    referrer: 'search.example',
    target: { slug: 'question-3-of-a-small-site', answerId: null },
  });
  expect(seen[4]).toMatchObject({
    utmSource: 'weekly',
    target: { answerId: answer },
    reader: { browser: 'Firefox', os: 'Linux' },
  });
  expect(seen[0]!.reader.visitor).not.toBe(seen[5]!.reader.visitor);
  const explained = await inProcess(['views', 'explain', answer, '--data-dir', data, '--json']);
  expect(JSON.parse(explained.out)).toMatchObject({ counted: 1, total: 1, rules: 'views.log.v1' });
});

it('a second run changes nothing and says so, also when the log was renamed or compressed', async () => {
  const before = await facts();
  for (const file of [
    join(scratch, 'access.log'),
    log('access.log.1', lines().join('')),
    log('access.log.2.gz', gzipSync(lines().join(''))),
  ])
    expect(await importing(file)).toMatchObject({ facts: 6, imported: 0, duplicates: 6 });
  const { out } = await inProcess([
    'views',
    'import-log',
    join(scratch, 'access.log'),
    '--pattern',
    '/q/{question}',
    '--data-dir',
    data,
  ]);
  expect(out).toContain('Nothing changed: all of it was imported before.');
  expect(await facts()).toEqual(before);
});

it('a log that has grown goes on where it was, and its visitors of the day stay known', async () => {
  const more = [logLine({ at: DAY + 5 * MINUTE }), logLine({ at: DAY + 5 * MINUTE, address: '203.0.113.99' })];
  const report = await importing(log('access.log', [...lines(), ...more].join('')));
  expect(report).toMatchObject({ facts: 8, imported: 2, duplicates: 6 });
  expect((await facts()).slice(6).map((fact) => fact.class)).toEqual(['repeat', 'human']);
});

it('does not take a line that is being written', async () => {
  const begun = [logLine({ at: DAY, address: '198.51.100.1' }), logLine({ at: DAY, address: '198.51.100.2' })];
  expect(await importing(log('growing.log', begun.join('').slice(0, -9)))).toMatchObject({ imported: 1, broken: 1 });
  expect(await importing(log('growing.log', begun.join('')))).toMatchObject({ imported: 1, duplicates: 1, broken: 0 });
});

it('knows a visitor in two logs, in any order, and a log that is given twice', async () => {
  const one = log(
    'one.log',
    logLine({ at: DAY + 10, address: '198.51.100.50' }) + logLine({ at: DAY, address: '198.51.100.51' }),
  );
  const two = log('two.log', logLine({ at: DAY - 40 * 24 * 60 * MINUTE, address: '198.51.100.50' }) + logLine({ at: DAY, address: '198.51.100.50' })); // prettier-ignore
  const report = await importing(one, two, log('one-again.log', readFileSync(one)));
  expect(report).toMatchObject({ facts: 4, classes: { human: 3, repeat: 1 }, duplicates: 2 });
});

it('refuses a log that begins like another one and goes on otherwise', async () => {
  const other = log('other.log', lines()[0]! + lines().slice(1).reverse().join('') + lines().join(''));
  await expect(importing(other)).rejects.toThrow('begins with the same line as a log that was imported');
});

it('keeps no address, no user agent and no secret of the run', async () => {
  const report = await importing(join(scratch, 'access.log'));
  expect(readdirSync(join(data, 'salts'))).toEqual([]);
  const written = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const told = [...written, JSON.stringify(await facts()), JSON.stringify(report)];
  for (const secret of ['203.0.113.', '198.51.100.', '2001:db8', BROWSER, CRAWLER, 'q=secret'])
    for (const text of told) expect(text.includes(secret)).toBe(false);
});

it.each([
  [['--pattern', 'q'], '--pattern must be a path'],
  [[], "required option '--pattern"],
])('says in one line what is wrong: %j', async (options, sentence) => {
  const { code, err } = await inProcess(['views', 'import-log', join(scratch, 'access.log'), ...options, '--data-dir', data]);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});
