import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, eventually, patient, rounds, seeded } from '@stoa/testing';
import type { Broken, KillPoint } from './kill-point.ts';
import { KilledFolder } from './killed-folder.ts';
import { countedIn, faultsIn, sumsOf } from './sealed-views.ts';

const ROUNDS = rounds('STOA_KILLS', { small: 4, full: 40 });
const SEED = Number(process.env['STOA_SEED'] ?? Math.floor(Math.random() * 1e9));
const MINUTES = 60_000;
/** Where servers end, in turn; undefined is any moment. A short campaign begins at one that the seed chooses. */
// prettier-ignore
const POINTS: readonly (KillPoint | undefined)[] = [
  'published', 'sealed', undefined, 'trimming', 'appending', undefined, 'publishing', 'sealing', 'trimmed', 'untrimmed',
];

/** Each with the point that shows what it does wrong; the last one is for long campaigns. */
const VARIANTS: readonly [Broken, KillPoint][] = [
  ['hasty', 'published'],
  ['forgetful', 'sealing'],
  ['blind', 'sealed'],
];

describe('views on their way into a folder, under SIGKILL', () => {
  let folder: string;
  let killed: KilledFolder | undefined;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stoa-view-kills-'))));
  afterEach(() => {
    killed?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const campaign = async (kills: readonly (KillPoint | undefined)[], broken?: Broken) => {
    killed = new KilledFolder(folder, seeded(SEED), broken);
    await killed.begin(kills[0]);
    for (const point of kills.slice(1)) await killed.strike(point);
    const { acknowledged, refused, optedOutSent, shards } = await killed.conclude(broken === undefined);
    const faults = faultsIn(shards, acknowledged);
    const { facts, retries, optedOut, batches } = sumsOf(shards);
    console.log(
      `seed ${SEED}${broken ? `, ${broken}` : ''}: kills ${JSON.stringify(killed.kills)}; ${acknowledged.facts.size} facts acknowledged, ${acknowledged.again} requests sent again, ` +
        `${facts} in classes, ${retries} retries, ${optedOut} of ${acknowledged.optedOut} opted out, ${batches} batches; lost ${faults.lost.length}, doubled ${faults.doubled.length}, ` +
        `unknown ${faults.unknown.length}, broken ${faults.broken.length}, refused ${refused.length}`,
    );
    return { faults, refused, shards, acknowledged, optedOutSent, sums: { facts, retries, optedOut } };
  };

  it(
    `none that was acknowledged is lost or counted twice over ${ROUNDS} kills`,
    async () => {
      const kills = Array.from({ length: ROUNDS }, (_, round) => POINTS[(SEED + round) % POINTS.length]);
      const { faults, refused, shards, acknowledged, optedOutSent, sums } = await campaign(kills);
      expect({ ...faults, refused }).toEqual({ lost: [], doubled: [], unknown: [], broken: [], refused: [] });
      expect(sums.facts).toBe(acknowledged.facts.size);
      expect(sums.optedOut).toBeGreaterThanOrEqual(acknowledged.optedOut);
      expect(sums.optedOut).toBeLessThanOrEqual(optedOutSent);
      expect(acknowledged.facts.size).toBeGreaterThan(100);
      expect([...countedIn(shards).values()].reduce((sum, views) => sum + views, 0)).toBeGreaterThan(50);
      await eventually(() => pagesShow(countedIn(shards)));
    },
    patient((3 + ROUNDS / 3) * MINUTES),
  );

  it.each(ROUNDS < VARIANTS.length * 4 ? VARIANTS.slice(0, 2) : VARIANTS)(
    'that is broken is noticed: %s',
    async (broken, point) => {
      const { faults } = await campaign([point], broken);
      const wrong = faults.lost.length + faults.doubled.length + faults.broken.length;
      expect(wrong).toBeGreaterThan(0);
    },
    patient(4 * MINUTES),
  );

  async function pagesShow(counted: ReadonlyMap<string, number>): Promise<void> {
    const anyone = new Client(killed!.url);
    for (const { question, answers } of killed!.pages) {
      const page = await anyone.must('GET', `/v1/questions/${question}/page`);
      const shown = new Map(page.answers.map(({ id, views }: { id: string; views: { total: number } }) => [id, views.total]));
      for (const answer of answers) expect([answer, shown.get(answer)]).toEqual([answer, counted.get(answer) ?? 0]);
    }
  }
});
