import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rounds } from '@stoa/testing';
import { reported, stoa } from './testing/program.ts';
import { siteAsRead, siteInFolder, withoutWhatStands } from './testing/site-as-read.ts';
import { writeLaterDump, writeSmallDump } from './testing/small-dump.ts';

const QUESTIONS = 40;
const HISTORIES = rounds('STOA_KILLED_HISTORIES', { small: 3, full: 20 });

const scratch = mkdtempSync(join(tmpdir(), 'stoa-later-kills-'));
const [first, later, alone] = ['first', 'later', 'alone'].map((name) => join(scratch, name)) as [string, string, string];
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const seenIn = (folder: string) => siteAsRead(siteInFolder(folder), withoutWhatStands);
const importing = (dump: string, data: string) =>
  ['import', 'stackexchange', dump, '--source', 'site', '--data-dir', data, '--json'] as const;

it('two dumps into a folder end in the pages and boards of the second alone, wherever their imports are killed', async () => {
  writeSmallDump(first, QUESTIONS);
  writeLaterDump(later, QUESTIONS);
  const began = performance.now();
  reported(await stoa(importing(later, alone)));
  const whole = performance.now() - began;
  const expected = await seenIn(alone);
  expect(expected.pages.length).toBeGreaterThan(QUESTIONS / 2);

  let killed = 0;
  /** Imports until a random moment of the time that a whole import takes; some are through by then. */
  const killedAtRandom = async (dump: string, data: string) => {
    const { code, err } = await stoa(importing(dump, data), sleep(Math.random() * whole));
    if (code === null) killed++;
    else expect({ code, err }).toEqual({ code: 0, err: '' });
  };

  for (let history = 0; history < HISTORIES; history++) {
    const data = join(scratch, `data-${history}`);
    await killedAtRandom(first, data);
    await killedAtRandom(first, data);
    // Every other history never comes to the end of the first dump.
    if (history % 2 === 0) {
      reported(await stoa(importing(first, data)));
      expect(await seenIn(data)).not.toEqual(expected);
    }
    await killedAtRandom(later, data);
    await killedAtRandom(later, data);
    await killedAtRandom(later, data);
    reported(await stoa(importing(later, data)));
    expect(await seenIn(data)).toEqual(expected);
    expect(reported(await stoa(importing(later, data)))).toMatchObject({ eventsAppended: 0 });
  }
  expect(killed).toBeGreaterThan(0);
});
