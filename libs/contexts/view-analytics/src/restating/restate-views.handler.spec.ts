import { ViewsRestated, decodeFacts, isView, signedFacts, viewsRecordedStream, type SealedEvent } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import { readStream, type EventStore } from '@stoa/kernel';
import { moderator, restateViews, seeded } from '@stoa/testing';
import { DAY, FIRST_DAY, SHARD, dayOf, folded, seal, threeDays } from '../testing/sealed-days.ts';
import { NOON, answerNamed, batchesOf, factsIn, pseudonymOf, readerNamed, seen, told } from '../testing/told.ts';
import { CurrentFacts } from './current-facts.ts';
import { DayJudge } from './judge-day.ts';
import { RestateViewsHandler } from './restate-views.handler.ts';

const V1 = 'views.rules.v1';
const V2 = 'views.rules.v2';
const LATER = new Date(FIRST_DAY + 10 * DAY).toISOString();
const days = (from: number, to: number) => ({ from: dayOf(from), to: dayOf(to) });

const restate = (store: EventStore, rules: string, { from, to } = days(0, 2), dryRun = false) =>
  new RestateViewsHandler(store).execute(restateViews({ from, to, rules, dryRun }, { at: LATER }), {});
const restatements = async (store: EventStore) => (await everything(store)).filter(({ type }) => type === ViewsRestated.type);

async function withDays(seed = 1, facts = 50) {
  const store = new MemoryEventStore();
  await seal(store, threeDays(seeded(seed)), { facts });
  return store;
}

/** A store that dies after so many appends. */
function mortal(store: EventStore, appends: number): EventStore {
  const append: EventStore['append'] = async (...args) => {
    if (appends-- === 0) throw new Error('died');
    return store.append(...args);
  };
  return Object.assign(Object.create(store) as EventStore, { append });
}

const SEEDS = [1, 2, 3];

describe('restating', () => {
  it.each(SEEDS)('by the rules that judged changes nothing, of all days or of one (seed %i)', async (seed) => {
    const store = await withDays(seed);
    for (const range of [days(0, 2), days(1, 1), days(2, 2)])
      expect(await restate(store, V1, range)).toMatchObject({ changed: 0, batches: 0, movers: [], next: null });
    expect(await restatements(store)).toEqual([]);
  });

  it.each(SEEDS)('by the second rules and back by the first leaves what was counted, to the byte (seed %i)', async (seed) => {
    const store = await withDays(seed);
    const before = await folded(store);
    const there = await restate(store, V2);
    expect(there.changed).toBeGreaterThan(100);
    expect(await folded(store)).not.toBe(before);
    expect(await restate(store, V2)).toMatchObject({ changed: 0 });
    expect(await restate(store, V1)).toMatchObject({ changed: there.changed });
    expect(await folded(store)).toBe(before);
  });

  it('that is killed between two appends and runs again is as if it had run once', async () => {
    const once = await withDays();
    await restate(once, V2);
    const all = await restatements(once);
    for (let appends = 0; appends < all.length; appends += 7) {
      const store = await withDays();
      await expect(restate(mortal(store, appends), V2)).rejects.toThrow('died');
      expect(await restatements(store)).toHaveLength(appends);
      await restate(store, V2);
      expect((await restatements(store)).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(await folded(store)).toBe(await folded(once));
    }
  });

  it('changes only facts of the days that were asked for, also in a batch that spans midnight', async () => {
    const store = await withDays(7, 1000);
    expect(await batchesOf(store, SHARD)).toHaveLength(2);
    await restate(store, V2, days(1, 1));
    const changed = (await restatements(store)).flatMap(({ data }) => decodeFacts((data as { facts: string }).facts));
    expect(changed.length).toBeGreaterThan(50);
    for (const { at } of changed) expect(new Date(at).toISOString().slice(0, 10)).toBe(dayOf(1));
  });

  it('day by day comes to the same as all days at once', async () => {
    const [together, apart] = [await withDays(), await withDays()];
    await restate(together, V2);
    for (const day of [0, 1, 2]) await restate(apart, V2, days(day, day));
    expect(await folded(apart)).toBe(await folded(together));
  });

  it('leaves nothing of 10,000 made-up visitors of one network', async () => {
    const store = new MemoryEventStore();
    const attack = Array.from({ length: 10_000 }, (_, index) =>
      told({
        at: NOON + index * 3000,
        reader: readerNamed(`made up ${index}`, 'mill'),
        facts: [seen({ target: answerNamed('one'), render: pseudonymOf(`render ${index}`) })],
      }),
    );
    await seal(store, attack, { facts: 1000 });
    const counted = factsIn(await batchesOf(store, SHARD)).filter(isView).length;
    expect(counted).toBeGreaterThan(0);
    const { movers } = await restate(store, V2, days(0, 0));
    expect(movers).toMatchObject([{ answerId: answerNamed('one').answerId, former: counted, now: 0 }]);
    const events = (await readStream(store, viewsRecordedStream(SHARD))) as unknown as SealedEvent[];
    const views = events.flatMap(signedFacts).reduce((sum, { fact, sign }) => sum + (isView(fact) ? sign : 0), 0);
    expect(views).toBe(0);
  });

  it('only tells what would change, when asked to', async () => {
    const store = await withDays();
    const { position: _, dryRun, ...told } = await restate(store, V2, days(0, 2), true);
    expect(dryRun).toBe(true);
    expect(await restatements(store)).toEqual([]);
    const { position: __, dryRun: ___, ...done } = await restate(store, V2);
    expect(told).toEqual(done);
    const sums = done.classes.reduce((sum, { former, now }) => ({ former: sum.former + former, now: sum.now + now }), {
      former: 0,
      now: 0,
    });
    expect(sums).toEqual({ former: done.facts, now: done.facts });
  });

  it('lets the owner of the shard go on meanwhile', async () => {
    const store = await withDays();
    let owner = 5;
    const append: EventStore['append'] = async (...args) => {
      if (owner-- > 0)
        await seal(store, [told({ at: FIRST_DAY + 9 * DAY + owner, facts: [seen({ render: pseudonymOf(`late ${owner}`) })] })]);
      return store.append(...args);
    };
    await restate(Object.assign(Object.create(store) as EventStore, { append }), V2);
    expect((await restate(store, V2)).changed).toBe(0);
    expect((await batchesOf(store, SHARD)).filter(({ firstAt }) => firstAt > dayOf(8))).toHaveLength(5);
  });

  it('stops where another command restates the same', async () => {
    const store = await withDays();
    let first = true;
    const append: EventStore['append'] = async (...args) => {
      if (first) {
        first = false;
        await restate(store, V2, days(1, 2));
      }
      return store.append(...args);
    };
    const both = restate(Object.assign(Object.create(store) as EventStore, { append }), V2);
    await expect(both).rejects.toMatchObject({ code: 'request-in-progress' });
    await restate(store, V2);
    const once = await withDays();
    await restate(once, V2);
    expect(await folded(store)).toBe(await folded(once));
  });

  it('stops after a day when its time is over, and says where to go on', async () => {
    const store = await withDays();
    const command = restateViews({ ...days(0, 2), rules: V2 }, { at: LATER });
    expect(await new RestateViewsHandler(store).execute(command, { within: -1 })).toMatchObject({ next: dayOf(1) });
  });

  it.each([
    ['a day that is not over', days(0, 10), V2, '/to'],
    ['days that run backwards', days(2, 1), V2, '/to'],
    ['rules that nobody published', days(0, 0), 'views.rules.v99', '/rules'],
  ])('refuses %s', async (_what, range, rules, pointer) => {
    await expect(restate(new MemoryEventStore(), rules, range)).rejects.toMatchObject({ errors: [{ pointer }] });
  });

  it('is for admins', async () => {
    const command = restateViews({}, { by: moderator, at: LATER });
    await expect(new RestateViewsHandler(new MemoryEventStore()).execute(command)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('these tests notice', () => {
  /** Puts a broken method in the place of a right one while `run` runs. */
  async function broken<T extends object>(of: T, method: keyof T, wrong: unknown, run: () => Promise<void>) {
    const right = of[method];
    of[method] = wrong as never;
    try {
      await run();
    } finally {
      of[method] = right;
    }
  }

  it('a restatement that takes back what was recorded instead of what stands', async () => {
    const { of } = CurrentFacts.prototype;
    const recorded = function (this: CurrentFacts, place: Parameters<typeof of>[0]) {
      return of.call(this, { ...place, restatedBy: [] });
    };
    await broken(CurrentFacts.prototype, 'of', recorded, async () => {
      const store = await withDays();
      const before = await folded(store);
      await restate(store, V2);
      await restate(store, V1);
      expect(await folded(store)).not.toBe(before);
    });
  });

  it('one that does not know the day before', async () => {
    await broken(
      DayJudge.prototype,
      'feed',
      async () => undefined,
      async () => {
        const changed = await Promise.all(
          SEEDS.map(async (seed) => (await restate(await withDays(seed), V1, days(1, 1))).changed),
        );
        expect(Math.max(...changed)).toBeGreaterThan(0);
      },
    );
  });
});
