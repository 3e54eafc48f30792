import { replay } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { randomLog } from '@stoa/read-models/testing/random-log';
import type { SharedGeneration } from '@stoa/kernel';
import { LiveGenerationReader } from '../serving/live-generation-reader.ts';
import { ProgressInProcess } from '../testing/progress-in-process.ts';
import { rebuildParts } from '../testing/rebuild-parts.ts';
import { degradedModels } from './degraded.ts';
import type { Trouble } from './ports.ts';
import { ListProjectionsHandler } from './projections.query.ts';

const page = projections.find(({ name }) => name === 'question-page')!;

describe('read models of many processes that are not up to their log', () => {
  let here: Awaited<ReturnType<typeof rebuildParts>>;
  let generation: SharedGeneration;
  let reader: LiveGenerationReader;
  let found: Trouble[];
  const troubles = { of: async (name: string, number: number) => found.filter(({ projection, generation: of }) => projection === name && of === number), report: async () => undefined }; // prettier-ignore
  const readiness = () => degradedModels({ all: () => [reader] }, troubles);
  const listed = async () => {
    const view = {
      troubles,
      head: async () => '',
      setAside: undefined as never,
      jobs: undefined as never,
      verifications: undefined as never,
    };
    const [status] = await new ListProjectionsHandler({ all: () => [reader] } as never, view).execute();
    return status!;
  };

  beforeEach(async () => {
    found = [];
    here = await rebuildParts([page], randomLog(7, 80));
    const record = await here.registry.create(page.name, page.code.rows);
    generation = await here.registry.open(record);
    await replay(page, here.parts.store, generation, here.parts.html, { rowsOnly: true });
    await generation.dirtyAll(page.documents!.keys);
    await here.registry.switchTo(record);
    reader = new LiveGenerationReader(page, here.registry, new ProgressInProcess());
  });
  afterEach(async () => {
    await reader.close();
    await generation.close();
    here.close();
  });

  it('are none while nothing is known against them', async () => {
    expect(await readiness()).toBeNull();
    expect(await listed()).toMatchObject({ state: 'live', reason: null, documentsSetAside: [] });
  });

  it('are named with the documents that cannot be built; operators are told why, and all others are not', async () => {
    const marks = (await generation.dirty(2, { lazy: true })).map((mark) => ({ mark, reason: `broken ${mark.key}` }));
    await generation.setAside(marks);
    const keys = marks.map(({ mark }) => mark.key).sort();
    const sentence = await readiness();
    expect(sentence).toBe(`question-page has documents that cannot be built: ${keys.join(', ')}. \`projections list\` says why.`);
    expect(await listed()).toMatchObject({
      state: 'degraded',
      reason: `document ${keys[0]} cannot be built: broken ${keys[0]}`,
      documentsSetAside: keys.map((key) => ({ key, reason: `broken ${key}` })),
    });
  });

  it('are named where they are stopped; operators are told where and why', async () => {
    found = [{ projection: page.name, generation: 1, partition: 'stoa.qa.v1/0', reason: 'cannot be folded' }];
    expect(await readiness()).toBe('question-page is stopped. `projections list` says why.');
    expect(await listed()).toMatchObject({ state: 'degraded', reason: 'stoa.qa.v1/0: cannot be folded' });
    found = [{ ...found[0]!, generation: 2 }];
    expect(await readiness()).toBeNull();
  });
});
