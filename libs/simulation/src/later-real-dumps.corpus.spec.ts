import { SqliteEventStore } from '@stoa/event-store';
import { importStackExchange } from '@stoa/imports-stack-exchange';
import { describeWithCorpus } from '@stoa/testing';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagesAndBoards } from './testing/pages-and-boards.ts';

type Change = (row: string, index: number) => string | undefined;
const every = (index: number, count: number) => index % count === count - 1;

/** What has become of each table's rows in the later dump; undefined where a row is gone. */
const CHANGES: Record<string, Change> = {
  'Posts.xml': (row, index) => {
    if (every(index, 13)) return undefined;
    let now = row.replace(/ViewCount="(\d+)"/, (_, views: string) => `ViewCount="${Number(views) + 7}"`);
    if (every(index, 9)) now = now.replace(/ AcceptedAnswerId="\d+"/, '');
    if (every(index, 11)) now = now.replace(/ Title="/, ' Title="Now: ');
    if (every(index, 8)) now = now.replace(/ OwnerUserId="(\d+)"/, ' OwnerDisplayName="user$1"');
    return now;
  },
  'Votes.xml': (row, index) => {
    // When an answer was accepted stands, so these rows stay.
    if (row.includes(`VoteTypeId="1"`)) return row;
    if (every(index, 5)) return undefined;
    return every(index, 17) ? row.replace(/VoteTypeId="([23])"/, (_, type) => `VoteTypeId="${type === '2' ? 3 : 2}"`) : row;
  },
  'Users.xml': (row, index) => (every(index, 6) ? row.replace(/ DisplayName="/, ' DisplayName="Dr ') : row),
};

function changedCopy(dump: string, folder: string): void {
  mkdirSync(folder);
  for (const name of readdirSync(dump).filter((file) => file.endsWith('.xml'))) {
    const change = CHANGES[name];
    if (!change) {
      copyFileSync(join(dump, name), join(folder, name));
      continue;
    }
    let index = 0;
    const lines = readFileSync(join(dump, name), 'utf8').split('\n');
    const now = lines.flatMap((line) => (line.includes('<row ') ? (change(line, index++) ?? []) : line));
    writeFileSync(join(folder, name), now.join('\n'));
  }
}

describeWithCorpus('a later dump of a real site', 'stackexchange', (dumps) => {
  it.each(readdirSync(dumps))(
    '%s: ends in its pages and boards alone, and changes nothing again',
    async (name) => {
      const scratch = mkdtempSync(join(tmpdir(), 'stoa-later-'));
      const later = join(scratch, 'later');
      changedCopy(join(dumps, name), later);
      const open = (file: string) => SqliteEventStore.open(join(scratch, file));
      const [store, alone] = [open('both.sqlite'), open('alone.sqlite')];
      await importStackExchange({ folder: join(dumps, name), into: { store }, source: name });
      const report = await importStackExchange({ folder: later, into: { store }, source: name });
      await importStackExchange({ folder: later, into: { store: alone }, source: name });
      const { pages, boards } = await pagesAndBoards(store);
      const expected = await pagesAndBoards(alone);
      expect(pages.length).toBeGreaterThan(50);
      expect(pages).toEqual(expected.pages);
      expect(boards).toEqual(expected.boards);
      expect((await importStackExchange({ folder: later, into: { store }, source: name })).eventsAppended).toBe(0);
      console.info(
        `${name}: ${report.eventsAppended} events for ${pages.length} pages and ${boards.length} standings, the same as of the later dump alone; ` +
          `${report.answersGone + report.questionsGone} posts and ${report.ratingsGone} ratings gone; ${report.seconds.total.toFixed(1)} s`,
      );
      await store.close();
      await alone.close();
      rmSync(scratch, { recursive: true });
    },
    300_000,
  );
});
