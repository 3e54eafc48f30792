import { eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { projections } from '@stoa/read-models/projections';
import { PostgresGenerationRegistry, migrateControl, openPostgres } from '@stoa/projections-store';

await describeWith('a read store that things happen to', ['postgres'], (servers) => {
  let pool: ReturnType<typeof openPostgres>;
  let registry: PostgresGenerationRegistry;
  beforeAll(async () => {
    pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'test' });
    await migrateControl(pool, servers.postgres.url);
    registry = await PostgresGenerationRegistry.open(pool, projections);
  });
  afterAll(() => pool.end());

  it('a connection that breaks between two statements of a transaction fails the next one, and nothing else', async () => {
    const client = await pool.connect();
    // As the client tells of a socket that is gone: nobody who listens, and the process ends.
    expect(() => client.emit('error', new Error('gone'))).not.toThrow();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await eventually(() => expect(client.query('SELECT 1')).rejects.toThrow());
    client.release(true);
    expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('never gives a number to two generations: a late writer to the former would write to the later one', async () => {
    const one = await registry.create('access', 'old code');
    const stale = await registry.open(one);
    await registry.drop(one);
    const other = await registry.create('access', 'new code');
    expect(other.number).toBeGreaterThan(one.number);
    await expect(stale.advance([{ partition: 'p', from: '', to: '1' }])).rejects.toMatchObject({ name: 'GenerationGone' });
    expect(await (await registry.open(other)).checkpoints()).toEqual(new Map());
  });

  it('lets nobody take a generation back that is fed already: events would count twice', async () => {
    const record = await registry.create('access', 'hash');
    const generation = await registry.open(record);
    await generation.advance([{ partition: 'all', from: '', to: '5' }]);
    const filled = (position: string) => new Map([['stoa.mentors.v1/0', position]]);
    // Somebody else has read on since.
    await expect(registry.follow(record, filled('4'))).rejects.toThrow(/another process/i);
    await registry.follow(record, filled('5'));
    await generation.advance([{ partition: 'stoa.mentors.v1/0', from: '5', to: '9' }]);
    await expect(registry.follow(record, filled('5'))).rejects.toThrow(/another process/i);
    await registry.switchTo(record);
    await expect(registry.follow(record, filled('5'))).rejects.toThrow(/another process/i);
    expect(await registry.live('access')).toMatchObject({ number: record.number });
    expect(await generation.checkpoints()).toEqual(filled('9'));
  });

  it('lets who was overtaken bring no generation back that was replaced, nor anybody one that is gone', async () => {
    const [former, later, gone] = [await registry.create('access', '1'), await registry.create('access', '2'), await registry.create('access', '3')]; // prettier-ignore
    await registry.drop(gone);
    await registry.follow(former, new Map());
    await registry.switchTo(former);
    const again = await registry.create('access', '4');
    await registry.switchTo(former);
    expect(await registry.list('access')).toContainEqual(expect.objectContaining({ number: again.number, state: 'building' }));
    await registry.follow(again, new Map());
    await registry.switchTo(again);
    await expect(registry.switchTo(former, 'its freeze')).rejects.toThrow(/taken this over/i);
    await expect(registry.switchTo(gone)).rejects.toThrow(/gone/i);
    expect(await registry.live('access')).toMatchObject({ number: again.number });
    expect(later.number).toBeGreaterThan(former.number);
  });

  it('a seat whose holder says nothing any more is free soon: a machine that vanished closes no connection', async () => {
    const generation = await registry.open(await registry.create('access', 'hash'));
    const silent = await generation.takeSeat();
    expect(silent).toBeDefined();
    const next = await eventually(
      async () => {
        const seat = await generation.takeSeat();
        expect(seat).toBeDefined();
        return seat!;
      },
      { timeout: 15_000, interval: 300 },
    );
    await expect(silent!.dirty(1, { lazy: true })).rejects.toThrow();
    await silent!.release();
    await next.release();
  });

  it('only its owner ends a freeze, and a switch needs the named freeze', async () => {
    const [former, next] = [await registry.create('access', '1'), await registry.create('access', '2')];
    await registry.switchTo(former);
    const again = await registry.create('access', '2');
    expect(again.number).toBeGreaterThan(next.number);
    const live = await registry.open(former);
    const [lost, held] = [await live.freeze(), await live.freeze()];
    await live.unfreeze(lost);
    const move = [{ partition: 'p', from: '', to: '1' }];
    await expect(live.advance(move)).rejects.toMatchObject({ name: 'GenerationFrozen' });
    await expect(registry.switchTo(again, lost)).rejects.toThrow(/taken this over/);
    expect(await registry.live('access')).toMatchObject({ number: former.number });
    await live.unfreeze(held);
    expect(await live.advance(move)).toEqual(new Set(['p']));
    await registry.switchTo(again, await live.freeze());
    expect(await registry.live('access')).toMatchObject({ number: again.number });
  });
});
