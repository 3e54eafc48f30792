import { NOTHING_RELAYED } from '@stoa/kernel';
import { describeWith } from '@stoa/dev-servers';
import { emptied } from '../../testing/emptied.ts';
import { sample } from '../../testing/sample-model.ts';
import { PostgresGenerationRegistry } from '../generations/postgres-registry.ts';
import { PostgresControl } from './postgres-control.ts';

await describeWith('What Postgres keeps of the history of the log', ['postgres'], (servers) => {
  let control: PostgresControl;
  beforeEach(async () => {
    control = new PostgresControl({ connectionString: servers.postgres.url, applicationName: 'test' });
    await emptied(control.pool);
    await control.prepare();
  });
  afterEach(() => control.close());

  it('the relay’s checkpoint names its event, unless a relay of a former release has moved it', async () => {
    const { ledger, pool } = control;
    expect(await ledger.load()).toEqual(NOTHING_RELAYED);
    const saved = { ...NOTHING_RELAYED, position: '7', eventId: 'seventh', head: '8', history: 'second' };
    expect(await ledger.save('', saved, 1)).toBe(true);
    expect(await ledger.load()).toEqual(saved);
    await pool.query(`UPDATE stoa.relay SET position = '8' WHERE id = 1`);
    const { eventId: _, ...unnamed } = saved;
    expect(await ledger.load()).toEqual({ ...unnamed, position: '8' });
  });

  it('a generation that is disowned is seen to be by all, and its successor is not', async () => {
    const [one, other] = [await PostgresGenerationRegistry.open(control.pool, [sample]), await PostgresGenerationRegistry.open(control.pool, [sample])]; // prettier-ignore
    const record = await one.create(sample.name, 'hash');
    await one.switchTo(record);
    await one.disown(record, 'another log');
    await one.disown(record, 'another log');
    expect(await other.live(sample.name)).toEqual({ ...record, state: 'live', ofOtherHistory: true });
    expect(await control.troubles.of(sample.name, record.number)).toMatchObject([{ partition: 'log', reason: 'another log' }]);
    const next = await other.create(sample.name, 'hash');
    await other.follow(next, new Map([['p', '9']]), 'ninth');
    const generation = await other.open(next);
    expect([...(await generation.places())]).toEqual([['p', { position: '9', eventId: 'ninth' }]]);
    await other.switchTo(next);
    expect(await one.live(sample.name)).toEqual({ ...next, state: 'live' });
  });
});
