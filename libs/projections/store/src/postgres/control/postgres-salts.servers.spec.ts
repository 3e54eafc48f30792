import { describeWith } from '@stoa/dev-servers';
import { dayOf } from '@stoa/visitors/salts';
import { emptied } from '../../testing/emptied.ts';
import { PostgresControl } from './postgres-control.ts';
import { PostgresSalts } from './postgres-salts.ts';

const DAY_MS = 24 * 60 * 60_000;

await describeWith('Salts in Postgres', ['postgres'], (servers) => {
  let gateways: PostgresControl[];
  let noon: number;
  beforeEach(async () => {
    gateways = [1, 2, 3].map(
      (number) => new PostgresControl({ connectionString: servers.postgres.url, applicationName: `gateway ${number}` }),
    );
    await emptied(gateways[0]!.pool);
    await gateways[0]!.prepare();
    noon = Date.parse(`${dayOf(Date.now())}T12:00:00Z`);
  });
  afterEach(() => Promise.all(gateways.map((gateway) => gateway.close())));

  const saltsOf = (gateway: number, time: number) => new PostgresSalts(gateways[gateway]!.pool, () => time);
  const days = async () =>
    (await gateways[0]!.pool.query<{ day: string }>('SELECT day::text FROM stoa.salt ORDER BY 1')).rows.map(({ day }) => day);

  it('are the same for all gateways that ask at once', async () => {
    const asked = Array.from({ length: 30 }, (_, number) => saltsOf(number % 3, noon).of(dayOf(noon)));
    const salts = (await Promise.all(asked)).map((salt) => Buffer.from(salt!).toString('hex'));
    expect(new Set(salts).size).toBe(1);
    expect(salts[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await days()).toEqual([dayOf(noon)]);
  });

  it("are yesterday's too, and of no other day", async () => {
    const made = await saltsOf(0, noon - DAY_MS).of(dayOf(noon - DAY_MS));
    const salts = saltsOf(1, noon);
    expect(Buffer.from((await salts.of(dayOf(noon - DAY_MS)))!)).toEqual(Buffer.from(made!));
    expect(await salts.of(dayOf(noon - 2 * DAY_MS))).toBeUndefined();
    expect(await salts.of(dayOf(noon + DAY_MS))).toBeUndefined();
  });

  it('older than 48 hours are deleted when a new one is made', async () => {
    for (let back = 1; back <= 4; back++)
      await gateways[0]!.pool.query('INSERT INTO stoa.salt VALUES ($1, $2)', [dayOf(noon - back * DAY_MS), Buffer.alloc(32)]);
    await saltsOf(1, noon).of(dayOf(noon));
    expect(await days()).toEqual([dayOf(noon - DAY_MS), dayOf(noon)]);
  });

  it('outlive a gateway whose clock is days ahead', async () => {
    const today = await saltsOf(0, noon).of(dayOf(noon));
    await saltsOf(1, noon + 7 * DAY_MS).of(dayOf(noon + 7 * DAY_MS));
    expect(Buffer.from((await saltsOf(2, noon).of(dayOf(noon)))!)).toEqual(Buffer.from(today!));
  });

  it('are of the control tables', async () => {
    expect(await gateways[0]!.salts.of(dayOf(Date.now()))).toHaveLength(32);
  });
});
