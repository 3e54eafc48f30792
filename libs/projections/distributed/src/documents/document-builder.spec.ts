import type { HashedProjection, SharedGeneration } from '@stoa/kernel';
import { WHOLE_LOG, replay } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { eventually } from '@stoa/testing';
import { ProgressInProcess } from '../testing/progress-in-process.ts';
import { rebuildParts } from '../testing/rebuild-parts.ts';
import { DocumentBuilder } from './document-builder.ts';

const page = projections.find(({ name }) => name === 'question-page')!;
const log = randomLog(7, 150);
const progress = new ProgressInProcess();
const tellProgress = () => progress.tell('changed', page.name);

/** The same rows, and documents that say which formula made them. */
const by = (formula: string): HashedProjection => ({
  ...page,
  code: { ...page.code, documents: formula },
  documents: {
    ...page.documents!,
    async build(...asked) {
      const built = await page.documents!.build(...asked);
      return new Map([...built].map(([key, document]) => [key, { ...document, body: { ...document.body, formula } }]));
    },
  },
});

describe('documents of another formula', () => {
  let here: Awaited<ReturnType<typeof rebuildParts>>;
  let generation: SharedGeneration;
  let keys: string[];
  /** What all processes did to the generation: events folded, and whole sets of documents marked. */
  const done = { commits: 0, marked: 0 };
  let seatsAsked = 0;
  const builders: DocumentBuilder[] = [];
  /** How often the seat's holder is to lose it. */
  let losses = 0;

  beforeEach(async () => {
    here = await rebuildParts([page], log);
    const record = await here.registry.create(page.name, page.code.rows);
    const sound = await here.registry.open(record);
    await replay(page, here.parts.store, sound, here.parts.html, { rowsOnly: true });
    await sound.dirtyAll(page.documents!.keys);
    keys = (await sound.dirty(1000, { lazy: true })).map(({ key }) => key);
    await here.registry.switchTo(record);
    Object.assign(done, { commits: 0, marked: 0 });
    seatsAsked = 0;
    generation = Object.assign(Object.create(sound) as SharedGeneration, {
      commit: async (...batch: Parameters<SharedGeneration['commit']>) => (done.commits++, sound.commit(...batch)),
      async takeSeat() {
        seatsAsked++;
        const seat = await sound.takeSeat();
        return (
          seat && {
            ...seat,
            async adoptDocuments(...adopted: Parameters<typeof seat.adoptDocuments>) {
              const marked = await seat.adoptDocuments(...adopted);
              if (marked) done.marked++;
              return marked;
            },
            async dirty(...asked: Parameters<typeof seat.dirty>) {
              if (losses-- > 0) throw new Error('The connection is gone');
              return seat.dirty(...asked);
            },
          }
        );
      },
    });
    losses = 0;
  });
  afterEach(async () => {
    await Promise.all(builders.splice(0).map((builder) => builder.stop()));
    here.close();
  });
  const builder = (formula: string, built = new Set<string>(), seatEveryMs = 20) => {
    const one = new DocumentBuilder(by(formula), generation, { ...here.parts, progress, built, seatEveryMs });
    builders.push(one);
    return one;
  };
  const formulas = async () => {
    const documents = await Promise.all(keys.map((key) => generation.document(key)));
    const made = documents.flatMap((document) => (document ? [Buffer.from(document.body).toString()] : []));
    return [...new Set(made.map((body) => (JSON.parse(body) as { formula: string }).formula))];
  };
  const built = (formula: string) =>
    eventually(async () => {
      expect(await formulas()).toEqual([formula]);
      expect(await generation.dirtyCount()).toBe(0);
    });

  it('are built from the rows that are there: nothing is replayed', async () => {
    const former = builder('best.v1');
    await built('best.v1');
    await former.stop();
    const position = await generation.checkpoint(WHOLE_LOG);
    builder('best.v2');
    await built('best.v2');
    expect(position).toBe(log.at(-1)!.position);
    expect(await generation.checkpoint(WHOLE_LOG)).toBe(position);
    expect(done).toEqual({ commits: 0, marked: 1 });
    expect(await here.registry.list(page.name)).toMatchObject([{ number: 1, state: 'live', hash: page.code.rows }]);
  });

  it('are built by one, and who stands by asks for the seat at its own pace, however often rows change', async () => {
    builder('best.v1');
    await built('best.v1');
    const standby = builder('best.v1', new Set(), 60_000);
    await eventually(() => expect(seatsAsked).toBe(2));
    for (let told = 0; told < 50; told++) {
      tellProgress();
      await new Promise(setImmediate);
    }
    expect(seatsAsked).toBe(2);
    await standby.stop();
    expect(progress.listeners('changed', page.name)).toBe(1);
  });

  it('are built together while rows change often, and at once where somebody waits for one', async () => {
    const rounds: number[] = [];
    const projection = by('best.v1');
    const counted: NonNullable<HashedProjection['documents']>['build'] = async (asked, ...rest) => {
      rounds.push(asked.length);
      return projection.documents!.build(asked, ...rest);
    };
    const parts = { ...here.parts, progress, built: new Set<string>(), seatEveryMs: 20, roundEveryMs: 60_000 };
    builders.push(
      new DocumentBuilder({ ...projection, documents: { ...projection.documents!, build: counted } }, generation, parts),
    );
    await eventually(async () => expect(await generation.dirtyCount()).toBe(0));
    // The round under way may still find what has changed; the one after it is not due within this test.
    let before: number;
    await eventually(async () => {
      before = rounds.length;
      await generation.dirtyAll(page.documents!.keys);
      for (let told = 0; told < 50; told++) {
        tellProgress();
        await new Promise(setImmediate);
      }
      expect(rounds.length).toBe(before);
    });
    // It may be lost where nobody rests yet; who waits says it again.
    await eventually(async () => {
      progress.want(page.name);
      expect(await generation.dirtyCount()).toBe(0);
    });
    expect(rounds.length).toBe(before! + 1);
  });

  it('that cannot be built is set aside, named in the log, and holds up no other one', async () => {
    const [bad, ...others] = keys;
    const errors: object[] = [];
    const projection = by('best.v1');
    const build: NonNullable<HashedProjection['documents']>['build'] = async (asked, ...rest) => {
      if (asked.includes(bad!)) throw new Error('It has no title');
      return projection.documents!.build(asked, ...rest);
    };
    const log = { ...here.parts.log, error: (fields: object) => void errors.push(fields) };
    const parts = { ...here.parts, log, progress, built: new Set<string>(), seatEveryMs: 20 };
    builders.push(new DocumentBuilder({ ...projection, documents: { ...projection.documents!, build } }, generation, parts));
    await eventually(async () => expect(await generation.dirtyCount()).toBe(0));
    const aside = [{ key: bad, reason: 'Error: It has no title' }];
    expect(await generation.documentsSetAside(9)).toEqual(aside);
    expect(errors).toEqual([{ projection: page.name, documents: aside }]);
    expect(await generation.isDirty(bad!)).toBe(true);
    expect(await Promise.all(others.map((key) => generation.isDirty(key)))).toEqual(others.map(() => false));
  });

  it('are not marked by two codes in turns, and go back when the newer code has no process any more', async () => {
    const older = builder('best.v1');
    await built('best.v1');
    const standby = new Set([page.name]);
    builder('best.v1', standby);
    const newer = builder('best.v2');
    await older.stop();
    // Either of the two may come first; once the newer one had the seat, the other one leaves it alone.
    await eventually(async () => expect(await generation.documentsHash()).toMatch(/best/));
    if ((await generation.documentsHash()) === 'best.v1') await builders[1]!.stop();
    await built('best.v2');
    const again = builder('best.v1', standby);
    losses = 5;
    await eventually(() => expect(losses).toBeLessThan(0));
    await built('best.v2');
    expect(done.marked).toBe(1);
    await newer.stop();
    await built('best.v1');
    expect(done.marked).toBe(2);
    await again.stop();
  });
});
