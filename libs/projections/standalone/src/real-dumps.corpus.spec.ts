import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '@stoa/data-folder';
import { importStackExchange } from '@stoa/imports-stack-exchange';
import type { RecordedEvent } from '@stoa/kernel';
import { naiveLeaderboard } from '@stoa/read-models/testing/naive-leaderboard';
import { naiveQuestionPage } from '@stoa/read-models/testing/naive-question-page';
import { describeWithCorpus } from '@stoa/testing';
import { catchUpOffline, openReadSide, rebuildOffline, verify } from './index.ts';

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

describeWithCorpus('pages and boards of real dumps', 'stackexchange', (dumps) => {
  it.each(readdirSync(dumps))(
    '%s: pages and boards equal the naive fold, per topic and period, and hold after a rebuild',
    async (name) => {
      const path = mkdtempSync(join(tmpdir(), 'stoa-corpus-'));
      const folder = await openDataFolder(path, { mode: 'write' });
      const side = await openReadSide(folder);
      await importStackExchange({ folder: join(dumps, name), into: { store: folder.store } });
      for (const model of side.projections.keys()) await catchUpOffline(side, model);
      const log: RecordedEvent[] = [];
      for await (const batch of folder.store.readAll('')) log.push(...batch);
      const rowsOf = async (model: string, table: string) => {
        const generation = await side.registry.open((await side.registry.live(model))!);
        const rows: object[] = [];
        for await (const line of generation.dumpRows(table)) rows.push(JSON.parse(line));
        await generation.close();
        return rows;
      };
      const standings = await rowsOf('mentor-leaderboard', 'standing');
      expect(sorted(standings)).toEqual(sorted(naiveLeaderboard(log)));
      for (const [table, rows] of Object.entries(naiveQuestionPage(log)))
        expect([table, sorted(await rowsOf('question-page', table))]).toEqual([table, sorted(Object.values(rows))]);
      for (const model of ['question-page', 'mentor-leaderboard']) {
        await rebuildOffline(side, model);
        const scratch = await openReadSide({
          store: folder.store,
          files: { ...folder.files, readModels: join(path, 'scratch') },
        });
        expect(await verify(side, scratch, model)).toMatchObject({ equal: true });
        scratch.close();
      }
      console.log(`${name}: ${log.length} events, ${standings.length} standings equal to the naive fold, both read models hold`);
      side.close();
      await folder.release();
      rmSync(path, { recursive: true });
    },
    120_000,
  );
});
