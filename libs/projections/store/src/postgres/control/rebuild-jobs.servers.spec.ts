import { describeWith } from '@stoa/dev-servers';
import { emptied } from '../../testing/emptied.ts';
import { PostgresControl } from './postgres-control.ts';

await describeWith('Rebuilds in Postgres', ['postgres'], (servers) => {
  let control: PostgresControl;
  beforeAll(async () => {
    control = new PostgresControl({ connectionString: servers.postgres.url, applicationName: 'test' });
    await emptied(control.pool);
    await control.prepare();
  });
  afterAll(() => control.close());

  it('are saved by the holder of the lease alone, told by its epoch', async () => {
    const { leases, jobs } = control;
    const id = '00000000-0000-4000-8000-000000000001';
    const status = await jobs.request('sample', id);
    const name = 'rebuild:sample';
    const one = (await leases.acquire(name, 'one', 60_000))!;
    await jobs.save({ ...status, events: 1 }, { name, ...one });
    await leases.release(name, 'one');
    const other = (await leases.acquire(name, 'other', 60_000))!;
    await jobs.save({ ...status, events: 2, state: 'failed' }, { name, ...one });
    expect(await jobs.find('sample', id)).toMatchObject({ events: 1, state: 'running' });
    await jobs.save({ ...status, events: 3 }, { name, ...other });
    expect(await jobs.find('sample', id)).toMatchObject({ events: 3, state: 'running' });
  });
});
