import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QuestionAsked, TopicCreated, topicStream } from '@stoa/contracts';
import { openDataFolder } from '@stoa/data-folder';
import { projections } from '@stoa/read-models/projections';
import { inProcess } from './testing/program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-cli-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stoa = (...argv: string[]) => inProcess(argv);
const json = async (...argv: string[]) => JSON.parse((await stoa(...argv, '--data-dir', data, '--json')).out);

describe('the command line', () => {
  beforeAll(async () => {
    writeSmallDump(join(folder, 'dump'), 12);
    expect(await stoa('import', 'stackexchange', join(folder, 'dump'), '--data-dir', data)).toMatchObject({ code: 0 });
  });

  it('imports nothing twice', async () => {
    const again = await json('import', 'stackexchange', join(folder, 'dump'));
    expect(again).toMatchObject({ eventsAppended: 0, questions: 12, answers: 24 });
  });

  it('shows pages and boards', async () => {
    const page = await json('page', 'question-3-of-a-small-site');
    expect(page.question).toMatchObject({
      title: 'Question 3 of a small site',
      ratings: { helpful: 2, notHelpful: 0 },
      views: { total: 13, imported: 13 },
    });
    expect(page.answers.map(({ accepted, rank }: { accepted: boolean; rank: number }) => [rank, accepted])).toEqual([[1, true], [2, false]]); // prettier-ignore
    const board = await json('board', 'tea', '--period', 'year', '--at', '2020-06-01');
    expect(board).toMatchObject({ formula: 'mentor.v1', periodKey: '2020', topic: { key: 'tea' } });
    expect(board.mentors.reduce((sum: number, { answers }: { answers: number }) => sum + answers, 0)).toBe(24);
    expect(await stoa('board', '--site', '--data-dir', data)).toMatchObject({
      out: expect.stringContaining('The whole site, all'),
      err: '',
    });
    expect(await stoa('board', 'site', '--data-dir', data)).toMatchObject({
      out: expect.stringContaining('The whole site, all'),
      err: expect.stringContaining('use `board --site`'),
    });
  });

  it('lists and shows events', async () => {
    const lines = (await stoa('events', 'list', '--type', 'QuestionAsked', '--limit', '3', '--json', '--data-dir', data)).out
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line).type)).toEqual([QuestionAsked.type, QuestionAsked.type, QuestionAsked.type]);
    const { position } = JSON.parse(lines[0]!);
    expect(await json('events', 'show', position)).toMatchObject({ position, type: QuestionAsked.type });
  });

  it('says of a folder with events alone that nothing is built, and what builds it', async () => {
    const bare = join(folder, 'bare');
    expect(await stoa('events', 'copy', '--data-dir', data, '--to', bare)).toMatchObject({ code: 0 });
    const builds = /^stoa: .*no read model is built.*`stoa serve`.*`stoa projections rebuild --all`[^\n]*\n$/;
    for (const command of [
      ['projections', 'verify', '--all'],
      ['projections', 'list'],
      ['page', 'question-3-of-a-small-site'],
    ])
      expect(await stoa(...command, '--data-dir', bare)).toEqual({ code: 2, out: '', err: expect.stringMatching(builds) });
    expect(await stoa('projections', 'rebuild', 'question-list', '--data-dir', bare)).toMatchObject({ code: 0 });
    const rest = await stoa('projections', 'verify', '--all', '--data-dir', bare);
    expect(rest.err).toMatch(/^stoa: The read model \S+ is not built yet; .*`stoa projections rebuild \S+`/m);
    expect(await stoa('projections', 'rebuild', '--all', '--data-dir', bare)).toMatchObject({ code: 0 });
    expect(await stoa('projections', 'verify', '--all', '--data-dir', bare)).toMatchObject({ code: 0 });
  });

  it('rebuilds, verifies, and says 1 when a read model does not hold', async () => {
    expect(await stoa('projections', 'rebuild', '--all', '--data-dir', data)).toMatchObject({ code: 0 });
    expect(await json('projections', 'verify', '--all')).toMatchObject({ equal: true });
    const list = await json('projections', 'list');
    const built = { generation: 2, current: true, passedOver: [] };
    expect(list.items).toEqual(projections.map(({ name }) => expect.objectContaining({ name, ...built }) as unknown));
    const { Sqlite } = await import('@stoa/sqlite');
    const db = new Sqlite(join(data, 'read-models/question-page/2.sqlite'));
    db.exec(
      'UPDATE tally SET helpful = helpful + 1 WHERE rowid IN (SELECT 1) OR "questionId" = (SELECT min("questionId") FROM tally)'.replace(
        'rowid IN (SELECT 1) OR ',
        '',
      ),
    );
    db.close();
    const verified = await stoa('projections', 'verify', 'question-page', '--data-dir', data);
    expect(verified).toMatchObject({ code: 1 });
    expect(verified.out).toContain('DIFFERS in tally');
    expect(await stoa('projections', 'rebuild', 'question-page', '--data-dir', data)).toMatchObject({ code: 0 });
    expect(await stoa('projections', 'verify', 'question-page', '--data-dir', data)).toMatchObject({ code: 0 });
  });

  it('shows the board of a topic that is called site', async () => {
    const other = join(folder, 'site');
    const { store, release } = await openDataFolder(other, { mode: 'write' });
    const meta = { commandId: 'c', bodyHash: 'h', occurredAt: '2020-01-01T00:00:00.000Z', correlationId: 'c' };
    const created = { ...TopicCreated({ topic: 'site', name: 'Building sites' }), id: randomUUID(), meta };
    await store.append(topicStream('site'), [created], 'no-stream');
    await release();
    expect(await stoa('projections', 'rebuild', '--all', '--data-dir', other)).toMatchObject({ code: 0 });
    const board = await stoa('board', 'site', '--data-dir', other);
    expect(board).toMatchObject({ code: 0, out: expect.stringContaining('Building sites'), err: '' });
    const whole = await stoa('board', '--site', '--data-dir', other);
    expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('The whole site') });
  });

  it('dumps in one canonical form', async () => {
    const lines = (await stoa('projections', 'dump', 'question-list', '--data-dir', data)).out.trim().split('\n');
    expect(lines).toHaveLength(13);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      rows: 12,
      table: 'entry',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('issues and revokes tokens', async () => {
    const { token, tokenId } = await json('token', 'create', '--name', 'Zoë 🐚', '--role', 'moderator');
    expect(token).toMatch(/^stoa_[0-9a-f]{32}_[\w-]{32}$/);
    const dumped = (await stoa('projections', 'dump', 'access', '--data-dir', data)).out;
    const secret = token.slice('stoa_'.length + 32 + 1);
    expect(secret).toHaveLength(32);
    expect(dumped).not.toContain(secret);
    expect(await json('token', 'revoke', token)).toEqual({ tokenId, revoked: true });
    expect((await stoa('projections', 'dump', 'access', '--data-dir', data)).out).toContain('"revoked":true');
  });

  it('suspends and reinstates members', async () => {
    const { memberId } = await json('token', 'create', '--name', 'Ned');
    const suspension = { reason: 'Advertising', until: '2099-01-31T00:00:00.000Z' };
    const suspended = await json('member', 'suspend', memberId, '--reason', 'Advertising', '--until', '2099-01-31');
    expect(suspended).toMatchObject({ id: memberId, displayName: 'Ned', suspension });
    expect(await json('member', 'show', memberId)).toEqual(suspended);
    expect((await stoa('projections', 'dump', 'access', '--data-dir', data)).out).toContain('"suspendedBecause":"Advertising"');
    expect(await json('member', 'reinstate', memberId)).toMatchObject({ suspension: null });
    expect((await stoa('projections', 'dump', 'access', '--data-dir', data)).out).not.toContain('Advertising');
  });

  it('makes an analyst', async () => {
    const { memberId } = await json('token', 'create', '--name', 'Ana', '--role', 'analyst');
    const dumped = (await stoa('projections', 'dump', 'access', '--data-dir', data)).out;
    expect(dumped.split('\n').find((line) => line.includes(`"id":"${memberId}"`))).toContain('["member","analyst"]');
  });

  it.each([
    [['page', 'nobody-asked-this'], 'There is no such question'],
    [['board', 'no-such-topic'], 'There is no topic'],
    [['board'], 'Name a topic, or use --site'],
    [['board', 'tea', '--site'], 'Name a topic, or use --site'],
    [['board', '--site', '--limit', 'abc'], '--limit must be a whole number'],
    [['board', '--site', '--limit', '0'], '--limit must be a whole number'],
    [['board', '--site', '--at', '2026-02-30'], '--at must be a day'],
    [['projections', 'rebuild'], 'Name a read model, or use --all'],
    [['projections', 'rebuild', 'nothing'], 'There is no read model nothing'],
    [['projections', 'verify'], 'Name a read model, or use --all'],
    [['events', 'show', 'x'], 'is not a position'],
    [['token', 'create'], 'Name the member'],
    [['member', 'show', 'ned'], 'Name the member by id'],
    [['member', 'show', '5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10'], 'There is no such member'],
    [['member', 'suspend', '5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10'], '--reason'],
    [['member', 'suspend', '5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10', '--reason', 'x', '--until', 'soon'], '--until must be a day'],
    [['token', 'create', '--name', 'A', '--role', 'king'], '--role must be one of'],
    [['import', 'stackexchange', '/nowhere/at/all'], 'There is no folder /nowhere/at/all.'],
    [['bogus'], 'unknown command'],
  ])('says in one line why it could not run: %j', async (argv, sentence) => {
    const { code, out, err } = await stoa(...argv, ...(argv[0] === 'bogus' ? [] : ['--data-dir', data]));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('refuses to import where another process holds the folder', async () => {
    const held = await openDataFolder(data, { mode: 'write' });
    expect(await stoa('import', 'stackexchange', join(folder, 'dump'), '--data-dir', data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('holds the data folder'),
    });
    expect(await stoa('projections', 'list', '--data-dir', data)).toMatchObject({ code: 0 });
    await held.release();
  });

  it.each([
    [['--help']],
    [['import', 'stackexchange', '--help']],
    [['projections', 'rebuild', '--help']],
    [['token', 'create', '--help']],
  ])('helps: %j', async (argv) => {
    const { code, out } = await stoa(...argv);
    expect(code).toBe(0);
    expect(out).toContain(argv.length === 1 ? 'Exit codes' : 'Examples');
  });
});
