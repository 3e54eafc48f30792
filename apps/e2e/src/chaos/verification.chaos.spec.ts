import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Cast, eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { openPostgres } from '@stoa/projections-store';

const CLI = join(import.meta.dirname, '../../../cli/dist/main.js');
const PATIENT = { timeout: 60_000, interval: 100 };

await describeWith('a verification through the gateway', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  let pool: ReturnType<typeof openPostgres>;
  let cast: Cast;
  let writing = true;
  let work: Promise<void> | undefined;
  const totals = { written: 0, failures: [] as string[] };
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 2, relays: 1 });
    pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'test' });
    cast = new Cast(stoa);
    const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
    const question = await asker.must('POST', '/v1/questions', {
      body: { title: 'Is it so?', body: 'Is *it*?', topics: ['Truth'] },
    });
    const answer = await ada.must('POST', `/v1/questions/${question.id}/answers`, { body: { body: 'It *is*.' } });
    await cast.settled(answer.position);
    const rate = async () => {
      while (writing) {
        const rating = totals.written % 2 ? 'helpful' : 'not-helpful';
        const { status, body } = await asker.put(`/v1/answers/${answer.id}/rating`, { rating });
        if (status < 300) totals.written++;
        // On a machine that is busy with other specs; it may be sent again.
        else if (status !== 503) totals.failures.push(`${status} ${JSON.stringify(body)}`);
        await new Promise((resolve) => setTimeout(resolve, status < 300 ? 20 : 500));
      }
    };
    work = rate();
  });
  afterAll(async () => {
    writing = false;
    await work;
    await pool?.end();
    await stoa?.stop();
  });

  const left = async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '_[0-9]+$' AND nspname NOT LIKE 'pg\\_%' EXCEPT
       SELECT replace(projection, '-', '_') || '_' || number FROM stoa.generation WHERE state <> 'verifying'`,
    );
    return rows.map(({ name }) => name);
  };
  const verify = (...what: string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const child = spawn(process.execPath, [CLI, 'projections', 'verify', ...what, '--gateway', stoa.url], {
      env: { ...process.env, STOA_ADMIN_SECRET: stoa.admin['stoa-admin-secret'] },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  };

  it('finds all read models equal while people write, and leaves no generation', async () => {
    const before = totals.written;
    const ended = await verify('--all', '--json');
    expect(ended).toMatchObject({ code: 0 });
    expect(totals.written).toBeGreaterThan(before);
    expect(totals.failures).toEqual([]);
    const { results } = JSON.parse(ended.out) as { results: { projection: string; tables: { rows: number }[] }[] };
    expect(results.find(({ projection }) => projection === 'question-page')!.tables.some(({ rows }) => rows > 0)).toBe(true);
    expect(await left()).toEqual([]);
  });

  it('ends although whoever works on it is killed midway, and leaves no generation', async () => {
    // Documents are built with HTML from this table: who needs it stands still.
    const holding = await pool.connect();
    await holding.query('BEGIN; LOCK TABLE stoa.html IN ACCESS EXCLUSIVE MODE');
    const { id } = await cast.admin.must('POST', '/v1/projections/question-page/verifications');
    const status = () => cast.admin.must('GET', `/v1/projections/question-page/verifications/${id}`);
    await eventually(async () => expect(await left()).toHaveLength(1), PATIENT);
    for (const name of ['projectors-1', 'projectors-2']) await stoa.service(name).kill();
    expect(await left()).toHaveLength(1);
    expect(await status()).toMatchObject({ state: 'running' });
    await holding.query('ROLLBACK');
    holding.release();
    for (const name of ['projectors-1', 'projectors-2']) stoa.service(name).start();
    await eventually(async () => expect(await status()).toMatchObject({ state: 'done', equal: true, error: null }), PATIENT);
    expect(await left()).toEqual([]);
  });

  it('names the table of a row that was changed by hand', async () => {
    const { items } = await cast.admin.must('GET', '/v1/projections');
    const { generation } = (items as { name: string; generation: number }[]).find(({ name }) => name === 'question-page')!;
    await pool.query(`UPDATE question_page_${generation}.question SET title = 'It is otherwise'`);
    expect(await verify('question-page')).toMatchObject({
      code: 1,
      // A rating builds the page again, from the changed row.
      out: expect.stringMatching(/^question-page: DIFFERS in question(, document)?\n$/),
    });
    expect(await left()).toEqual([]);
  });
});
