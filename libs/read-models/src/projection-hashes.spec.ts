import { projectionHash } from './projection-hashes.ts';
import { projections } from './projections.ts';

const { readModelNames, rendererPackages, sourcesOf } = (await import(
  new URL('../../../tools/projection-hashes.mjs', import.meta.url).href
)) as {
  readModelNames(): string[];
  rendererPackages(): string[];
  sourcesOf(name: string): string[];
};

describe('the hash of a read model', () => {
  it('is there for each, and for nothing else', () => {
    expect(readModelNames().sort()).toEqual(projections.map(({ name }) => name).sort());
    for (const { name } of projections) expect(projectionHash(name)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('covers what its rows and documents are made with', () => {
    const sources = sourcesOf('question-page');
    for (const file of [
      'libs/read-models/src/question-page/question-page.document.ts',
      'libs/read-models/src/question-page/rank-answers.ts',
      'libs/read-models/src/mentor-leaderboard/boards.ts',
      'libs/read-models/src/rating-change.ts',
      'libs/kernel/src/decide/identity.ts',
      'libs/contracts/src/questions/events.ts',
      'libs/projections/engine/src/fold-batch.ts',
      'libs/projections/store/src/row-codec.ts',
    ])
      expect(sources).toContain(file);
    expect(sources.some((file) => file.includes('question-list') || file.includes('/testing/'))).toBe(false);
  });

  it('covers the parser of Markdown and all that it stands on', () =>
    expect(rendererPackages().map((name) => name.replace(/@[^@]+$/, ''))).toEqual(
      expect.arrayContaining(['entities', 'linkify-it', 'markdown-it', 'mdurl', 'uc.micro']),
    ));
});
