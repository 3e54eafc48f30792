import { Door, LOOK_MS, type Place } from './door.ts';
import { ALWAYS, NO_QUEUE, type Kind } from './is-shed.ts';

const PLACES: Record<Kind, Place> = {
  analytics: { kind: 'analytics', lane: 'analytics' },
  reads: { kind: 'reads', lane: 'reads' },
  writes: { kind: 'writes', lane: 'store' },
};

/** A site on a clock of its own: what it has taken waits in one queue, of which it answers so many in a second. */
class Site {
  now = 0;
  perSecond = 500;
  readonly door = new Door(() => this.now);
  readonly seen: Record<Kind, { taken: number; shed: number }> = {
    analytics: { taken: 0, shed: 0 },
    reads: { taken: 0, shed: 0 },
    writes: { taken: 0, shed: 0 },
  };
  readonly waits: number[] = [];
  private readonly queue: { at: number; place: Place; end: () => void }[] = [];
  private owed = 0;

  arrives(place: Place): boolean {
    const admitted = this.door.admits(place);
    this.seen[place.kind][admitted ? 'taken' : 'shed']++;
    if (admitted) this.queue.push({ at: this.now, place, end: this.door.begin(place) });
    return admitted;
  }

  /** So many milliseconds, in each of which so many come, whole ones and parts. */
  run(ms: number, arriving: Partial<Record<Kind, number>> = {}): void {
    const due = { analytics: 0, reads: 0, writes: 0 };
    for (let step = 0; step < ms; step++) {
      this.now++;
      if (this.now % LOOK_MS === 0) this.door.look();
      for (const kind of Object.keys(arriving) as Kind[])
        for (due[kind] += arriving[kind]! / 1000; due[kind] >= 1; due[kind]--) this.arrives(PLACES[kind]);
      this.owed = this.queue.length === 0 ? 0 : this.owed + this.perSecond / 1000;
      for (; this.owed >= 1 && this.queue.length > 0; this.owed--) this.answer();
    }
  }

  /** The event loop stands still. */
  pause(ms: number): void {
    this.now += ms;
    this.door.look();
  }

  private answer(): void {
    const { at, place, end } = this.queue.shift()!;
    if (place.kind === 'writes') this.waits.push(this.now - at);
    end();
  }
}

let site: Site;
beforeEach(() => (site = new Site()));
const shed = (kind: Kind) => site.seen[kind].shed;

it('takes all that can be answered', () => {
  site.run(5000, { analytics: 5, reads: 100, writes: 300 });
  expect([shed('analytics'), shed('reads'), shed('writes')]).toEqual([0, 0, 0]);
});

it.each([
  [2, 1000],
  [4, 2000],
])('of %i times as many writes refuses the rest, answers the others within %i ms, and as many as before', (times, ms) => {
  site.run(10_000, { writes: times * site.perSecond });
  expect(Math.max(...site.waits)).toBeLessThan(ms);
  expect(site.waits.length).toBeGreaterThan(0.95 * 10 * site.perSecond);
  expect(shed('writes')).toBeGreaterThan(0.9 * (times - 1) * 10 * site.perSecond);
});

it('refuses analytics first, then reads, and writes last', () => {
  site.run(10_000, { analytics: 50, reads: 400, writes: 300 });
  const { analytics, reads, writes } = site.seen;
  expect(writes.shed).toBe(0);
  expect(reads.shed).toBeGreaterThan(0.1 * (reads.taken + reads.shed));
  expect(analytics.shed / (analytics.taken + analytics.shed)).toBeGreaterThan(reads.shed / (reads.taken + reads.shed));
});

it('starves nothing for ever', () => {
  site.run(10_000, { analytics: 10, reads: 500, writes: 1500 });
  expect(site.seen.analytics.taken).toBeGreaterThanOrEqual(9 * ALWAYS.analytics);
  expect(site.seen.reads.taken).toBeGreaterThanOrEqual(9 * ALWAYS.reads);
});

it('takes all again within a second after the load has ended', () => {
  site.run(5000, { analytics: 10, reads: 500, writes: 1500 });
  site.run(1000);
  const before = { ...site.seen.reads };
  for (let one = 0; one < NO_QUEUE; one++) expect(site.arrives(PLACES.writes) && site.arrives(PLACES.reads)).toBe(true);
  site.run(3000, { analytics: 5, reads: 100, writes: 300 });
  expect(site.seen.reads.shed).toBe(before.shed);
});

it('takes a burst that nobody has waited behind yet', () => {
  site.run(2000, { writes: 10 });
  for (let one = 0; one < 400; one++) expect(site.arrives(PLACES.writes)).toBe(true);
});

it('refuses nothing for one slow moment', () => {
  site.run(1000, { reads: 100 });
  site.pause(900);
  for (let one = 0; one < 100; one++) expect(site.arrives(PLACES.reads)).toBe(true);
  site.run(1000, { analytics: 10, reads: 100, writes: 100 });
  expect([shed('analytics'), shed('reads'), shed('writes')]).toEqual([0, 0, 0]);
});

it('refuses nothing because one request takes for ever', () => {
  site.door.begin(PLACES.writes);
  site.run(20_000, { analytics: 5, reads: 100, writes: 300 });
  expect([shed('analytics'), shed('reads'), shed('writes')]).toEqual([0, 0, 0]);
});

it('takes few of what waits for something broken, and goes on with all else', () => {
  const broken: Place = { kind: 'writes', lane: 'broken' };
  for (let one = 0; one < 2 * NO_QUEUE; one++) {
    expect(site.door.admits(broken)).toBe(true);
    site.door.begin(broken);
  }
  site.run(2000, { analytics: 5, reads: 100, writes: 200 });
  expect(site.door.admits(broken)).toBe(false);
  expect([shed('analytics'), shed('reads'), shed('writes')]).toEqual([0, 0, 0]);
});
