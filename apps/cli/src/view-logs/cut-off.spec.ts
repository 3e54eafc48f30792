import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFacts, type ClassifiedFact, type QuestionPage } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import type { EventStore } from '@stoa/kernel';
import { idOf } from '@stoa/testing';
import { logLine } from '../testing/access-log.ts';
import { importLogs } from './import-logs.ts';
import { LineFacts } from './line-facts.ts';
import { folderSink, type LogSink } from './log-sink.ts';
import { RunSalt } from './run-salt.ts';
import { UrlPattern } from './url-pattern.ts';
import { ViewTargetsOfPaths } from './view-targets.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-cut-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DAY = Date.UTC(2025, 4, 17);
const files = ['a.log', 'b.log'].map((name, nth) => {
  const visit = (_: unknown, index: number) =>
    logLine({
      at: DAY + (nth * 2500 + index) * 30_000,
      address: `203.0.113.${(nth + index) % 50}`,
      request: `GET /q/tea HTTP/1.1`,
    });
  writeFileSync(join(folder, name), Array.from({ length: 2500 }, visit).join(''));
  return join(folder, name);
});
const page = { question: { id: idOf('tea'), slug: 'tea', topics: [] }, answers: [], next: null } as unknown as QuestionPage;

async function run(store: EventStore, salts: string, sink: LogSink = folderSink(store)) {
  const salt = RunSalt.keptIn(join(folder, salts));
  const report = await importLogs({
    files,
    patterns: [new UrlPattern('/q/{question}')],
    targets: new ViewTargetsOfPaths({ page: async () => page, answers: () => Promise.reject(new Error('There are no more.')) }),
    facts: new LineFacts(salt.salts),
    sink,
    dryRun: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: Date.UTC(2026, 0, 1),
  });
  salt.end();
  return report;
}

const factsIn = async (store: EventStore): Promise<ClassifiedFact[]> =>
  (await everything(store)).flatMap(({ data }) => decodeFacts((data as { facts: string }).facts));
/** Without pseudonyms, which another run's salt makes. */
const judged = (facts: readonly ClassifiedFact[]) => facts.map(({ at, class: of, first, render }) => ({ at, of, first, render }));

it('a run that was cut off goes on with the same pseudonyms, to the same end', async () => {
  const whole = new MemoryEventStore();
  const report = await run(whole, 'whole');
  expect(report).toMatchObject({ lines: 5000, facts: 5000, imported: 5000 });
  for (let takes = 0; takes < 6; takes++) {
    const store = new MemoryEventStore();
    let left = takes;
    const sink = folderSink(store);
    const dying: LogSink = { ...sink, take: (batch) => (left-- > 0 ? sink.take(batch) : Promise.reject(new Error('died'))) };
    await expect(run(store, `cut ${takes}`, dying)).rejects.toThrow('died');
    expect(readdirSync(join(folder, `cut ${takes}`))).toHaveLength(1);
    expect(await run(store, `cut ${takes}`)).toMatchObject({
      facts: 5000,
      classes: report.classes,
      duplicates: takes * 1000 - (takes > 2 ? 500 : 0),
    });
    expect(readdirSync(join(folder, `cut ${takes}`))).toEqual([]);
    const facts = await factsIn(store);
    expect(judged(facts)).toEqual(judged(await factsIn(whole)));
    const visitors = new Set(facts.map(({ at, reader }) => `${Math.floor(at / 86_400_000)} ${reader.visitor}`));
    expect(visitors.size).toBe(50 * 2);
  }
});
