import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RestateViews, TOPICS, VIEW_FACTS, ViewsRecorded, decodeFacts, viewsRecordedStream } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import { derivedId, type EventStore } from '@stoa/kernel';
import { LIVE_RULES, RestateViewsHandler, ShardMemory, judge } from '@stoa/view-analytics';
import { figure, ratio, type Bench } from '../bench.ts';
import { sealViews } from './seal-views.ts';
import { DAY_MS, syntheticViews } from './synthetic-views.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 30;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export const viewsRestate: Bench = {
  name: 'views-restate',
  description: '30 days judged anew by views.rules.v2, written, against reading, decoding and judging them alone',
  async run({ views, rounds, folder, log }) {
    const bare: number[] = [];
    const restated: number[] = [];
    const ratios: number[] = [];
    let facts = 0;
    let changed = 0;
    for (let round = 0; round < rounds; round++) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      log(`round ${round + 1} of ${rounds}: sealing ${views.toLocaleString('en-US')} views of ${DAYS} days`);
      const store = SqliteEventStore.open(join(folder, 'events.sqlite'));
      ({ facts } = await sealViews(store, syntheticViews(views, DAYS, START)));
      const judging = await seconds(() => judgeAll(store));
      const restating = await seconds(async () => void ({ changed } = await restateAll(store)));
      bare.push(facts / judging);
      restated.push(facts / restating);
      ratios.push(judging / restating);
      await store.close();
    }
    return {
      figures: [figure('read, decoded, judged', 'facts/s', bare), figure('restated', 'facts/s', restated)],
      ratios: [ratio('restated / judged alone', ratios, 0.4)],
      notes: [`${facts.toLocaleString('en-US')} facts of ${DAYS} days, of which ${changed.toLocaleString('en-US')} changed`],
    };
  },
};

async function judgeAll(store: EventStore): Promise<void> {
  for (let shard = 0; shard < TOPICS[VIEW_FACTS]!.partitions; shard++) {
    const memory = new ShardMemory();
    let after = -1;
    for (;;) {
      const page = await store.read(viewsRecordedStream(shard), { after, limit: 50 });
      for (const { type, data } of page)
        if (type === ViewsRecorded.type)
          for (const fact of decodeFacts((data as { facts: string }).facts)) judge(LIVE_RULES, fact, memory);
      if (page.length === 0) break;
      after = page.at(-1)!.revision;
    }
  }
}

function restateAll(store: EventStore) {
  const data = { from: dayOf(START), to: dayOf(START + (DAYS - 1) * DAY_MS), rules: 'views.rules.v2', dryRun: false };
  const context = {
    principal: { memberId: derivedId('bench', 'admin'), roles: ['member', 'admin'] as ('member' | 'admin')[] },
    commandId: derivedId('bench', 'restate'),
    bodyHash: '',
    occurredAt: new Date(START + (DAYS + 1) * DAY_MS).toISOString(),
    correlationId: 'bench',
  };
  return new RestateViewsHandler(store).execute(new RestateViews(data, context), {});
}

async function seconds(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}
