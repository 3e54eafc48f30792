import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { questionStream } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { derivedId, type DomainEvent } from '@stoa/kernel';
import { SqliteGeneration, schemaOf } from '@stoa/projections-store';
import { NOW, answerRevised, eventually, patient, questionAsked, questionEdited, questionId } from '@stoa/testing';
import { LiveProjection } from './live-projection.ts';
import { replay } from './replay.ts';
import { ServedProjection } from './served-projection.ts';
import { titles } from './testing/sample-model.ts';

const html = { render: async (markdown: readonly string[]) => [...markdown] };
const folder = mkdtempSync(join(tmpdir(), 'stoa-served-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A question that is edited, a read model of it, and as many generations as a test wants. */
async function served(patienceMs = patient(5000)) {
  const store = new MemoryEventStore();
  const model = new ServedProjection(titles.name, () => store.head(), patienceMs);
  const place = mkdtempSync(join(folder, 'site-'));
  let revision = -1;
  let generations = 0;
  const append = async (event: DomainEvent) => {
    const id = derivedId('served', String(++revision));
    const meta = { commandId: id, bodyHash: '', occurredAt: NOW, correlationId: id };
    return store.append(questionStream(questionId), [{ ...event, id, meta }], revision === 0 ? 'no-stream' : revision - 1);
  };
  const generation = async () => {
    const schema = await schemaOf(titles);
    const file = join(place, `${++generations}.sqlite`);
    SqliteGeneration.create(file, schema);
    const made = SqliteGeneration.open(file, schema, generations);
    const failures: unknown[] = [];
    return new LiveProjection(titles, made, store, html, {
      onFailure: (error) => failures.push(error),
      onProgress: model.look,
    });
  };
  /** A generation as a rebuild leaves it: filled, and following. */
  const rebuilt = async () => {
    const live = await generation();
    await replay(titles, store, live.generation, html);
    await live.start();
    return live;
  };
  await append(questionAsked({ title: 'Revision 0' }));
  model.begin(await rebuilt());
  const title = async () => {
    const document = await model.document(questionId);
    return document && (JSON.parse(Buffer.from(document.body).toString()) as { title: string }).title;
  };
  const edit = async () => (await append(questionEdited({ title: `Revision ${revision + 1}` }))).position;
  /** However long it takes here: what the model itself waits for may be short. */
  const reached = (...wanted: Parameters<ServedProjection['waitFor']>) => eventually(() => model.waitFor(...wanted));
  return { model, edit, title, append, reached, rebuilt, end: () => model.live?.stop() };
}
const nothing = async () => undefined;
/** Lets everything else have a turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a generation that takes over', () => {
  it('lets no page go back, however often it happens while the site writes', async () => {
    const { model, edit, title, rebuilt, end } = await served();
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await edit();
        await turn();
      }
    })();
    const seen: number[] = [];
    const reader = (async () => {
      while (writing) {
        seen.push(Number((await title())?.slice('Revision '.length)));
        await turn();
      }
    })();
    for (let time = 0; time < 10; time++) await model.handOver(await rebuilt(), nothing);
    writing = false;
    await Promise.all([writer, reader]);
    await end();
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('is noticed when it does not catch up first', async () => {
    const { model, edit, title, rebuilt, end, reached } = await served();
    const next = await rebuilt();
    await next.stop();
    await reached(await edit(), questionId);
    expect(await title()).toBe('Revision 1');
    await end();
    model.begin(next);
    expect(await title()).toBe('Revision 0');
  });

  it('answers those who were waiting for the former one', async () => {
    const { model, edit, title, rebuilt, end } = await served();
    const next = await rebuilt();
    await model.live?.stop();
    const waiting = model.waitFor(await edit(), questionId);
    await model.handOver(next, nothing);
    await expect(waiting).resolves.toBeUndefined();
    expect(await title()).toBe('Revision 1');
    await end();
  });

  it('leaves the former one live, and following, when it cannot be recorded', async () => {
    const { model, edit, title, rebuilt, end, reached } = await served();
    const next = await rebuilt();
    const former = model.live;
    const refused = model.handOver(next, async () => Promise.reject(new Error('the disk is full')));
    await expect(refused).rejects.toThrow('the disk is full');
    await next.stop();
    expect(model.live).toBe(former);
    await reached(await edit(), questionId);
    expect(await title()).toBe('Revision 1');
    await end();
  });

  it('does not wait for one that cannot follow', async () => {
    const { model, edit, rebuilt, end, reached } = await served(50);
    const next = await rebuilt();
    await next.stop();
    next.failure = 'It cannot fold this.';
    await reached(await edit());
    await expect(model.handOver(next, nothing)).rejects.toThrow('It cannot fold this.');
    await end();
  });
});

it('stands still at an event that it cannot fold, says so, and serves what it has', async () => {
  const { model, edit, title, append, end, reached } = await served(50);
  const good = await edit();
  await reached(good, questionId);
  const { position } = await append(answerRevised());
  await expect(model.waitFor(position)).rejects.toMatchObject({ code: 'projection-behind', position: good });
  expect(model.live?.failure).toMatch(/titles cannot fold AnswerRevised\.v1 .*There is no answer/);
  expect(await title()).toBe('Revision 1');
  await end();
});

it('says at once that a position was never given', async () => {
  const { model, end } = await served(60_000);
  for (const position of ['9999999999999999', 'garbage'])
    await expect(model.waitFor(position)).rejects.toMatchObject({ code: 'validation-failed', errors: [{ pointer: '?after' }] });
  await end();
});

it('says that there is nothing yet before its first generation', async () => {
  const model = new ServedProjection(titles.name, async () => '1', 30);
  await expect(model.documentHead(questionId)).rejects.toMatchObject({ code: 'projection-behind', position: '' });
  await expect(model.waitFor('1')).rejects.toMatchObject({ code: 'projection-behind' });
});
