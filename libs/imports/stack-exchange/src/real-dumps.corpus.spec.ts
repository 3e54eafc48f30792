import { SqliteEventStore } from '@stoa/event-store';
import { derivedId, type DomainEvent } from '@stoa/kernel';
import { describeWithCorpus } from '@stoa/testing';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readRows } from './dump/read-rows.ts';
import { importStackExchange } from './import-stack-exchange.ts';

/** Scores by target, folded from ratings alone. */
function scored(scores: Map<string, number>, { type, data }: DomainEvent): void {
  if (type !== 'QuestionRated.v1' && type !== 'AnswerRated.v1') return;
  const { questionId, answerId = questionId, value } = data as { questionId: string; answerId?: string; value: string };
  scores.set(answerId, (scores.get(answerId) ?? 0) + (value === 'helpful' ? 1 : -1));
}

describeWithCorpus('an import of real dumps', 'stackexchange', (folder) => {
  const dumps = readdirSync(folder).map((name) => join(folder, name));
  const scratch = mkdtempSync(join(tmpdir(), 'stoa-dumps-'));
  afterAll(() => rmSync(scratch, { recursive: true }));

  it.each(dumps)('%s: every score is folded exactly, and a second run changes nothing', async (dump) => {
    const store = SqliteEventStore.open(join(scratch, `${basename(dump)}.sqlite`));
    const source = basename(dump);
    const report = await importStackExchange({ folder: dump, into: { store } });
    const scores = new Map<string, number>();
    let former = '';
    let backwards = 0;
    for await (const batch of store.readAll('')) {
      for (const event of batch) {
        scored(scores, event);
        if (event.occurredAt < former) backwards++;
        former = event.occurredAt;
      }
    }
    const checked = { question: 0, answer: 0 };
    const equal = { question: 0, answer: 0 };
    await readRows(join(dump, 'Posts.xml'), 'posts', { onBytes: () => undefined }, (row) => {
      const kind = row['PostTypeId'] === '1' ? 'question' : row['PostTypeId'] === '2' ? 'answer' : undefined;
      if (!kind) return;
      checked[kind]++;
      if ((scores.get(derivedId(source, 'post', row['Id'] ?? '')) ?? 0) === Number(row['Score'])) equal[kind]++;
    });
    const seconds = report.seconds.total.toFixed(2);
    console.info(
      `${source}: ${report.eventsAppended} events in ${seconds} s; questions checked ${checked.question}, equal ${equal.question}; ` +
        `answers checked ${checked.answer}, equal ${equal.answer}`,
    );
    expect(backwards).toBe(0);
    expect(equal).toEqual(checked);
    expect([report.questions, report.answers]).toEqual([checked.question, checked.answer]);
    const head = await store.head();
    expect(await importStackExchange({ folder: dump, into: { store } })).toMatchObject({
      eventsAppended: 0,
      eventsAlreadyThere: report.eventsAppended,
    });
    expect(await store.head()).toBe(head);
    await store.close();
  });
});
