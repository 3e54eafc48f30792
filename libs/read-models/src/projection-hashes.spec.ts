import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projections, projectionsRankedBy } from './projections.ts';

type Hashes = Record<string, { rows: string; documents: string }>;
type ReadFile = (file: string) => string | undefined;
const root = join(import.meta.dirname, '../../..');
const { codeOfReadModels, hashesOfReadModels, readModelNames, versionsOf } = (await import(
  new URL('../../../tools/projection-hashes.mjs', import.meta.url).href
)) as {
  codeOfReadModels(): { renderer: string; readModels: Hashes };
  hashesOfReadModels(readFile?: ReadFile): { renderer: string; readModels: Hashes };
  readModelNames(): string[];
  versionsOf(names: readonly string[]): string[];
};

const before = hashesOfReadModels();

/** The read models whose rows or documents have another hash when a file of ours says something else. */
function changedBy(file: string, edit: (text: string) => string): { rows: string[]; documents: string[]; renderer: boolean } {
  const text = readFileSync(join(root, file), 'utf8');
  const edited = edit(text);
  expect(edited).not.toBe(text);
  const after = hashesOfReadModels((asked) => (asked === join(root, file) ? edited : undefined));
  const changed = (part: 'rows' | 'documents') =>
    readModelNames().filter((name) => before.readModels[name]![part] !== after.readModels[name]![part]);
  return { rows: changed('rows'), documents: changed('documents'), renderer: before.renderer !== after.renderer };
}
const nothing = { rows: [], documents: [], renderer: false };
const PAGE = 'libs/read-models/src/question-page';

describe('the hashes of a read model', () => {
  it('are there for each, and for nothing else', () => {
    expect(readModelNames().sort()).toEqual(projections.map(({ name }) => name).sort());
    for (const { code } of projections) for (const hash of Object.values(code)) expect(hash).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['a comment', `${PAGE}/question-page.projection.ts`, (text: string) => `// Of no matter.\n${text.replace('/** The rows', '/** Rows')}`],
    ['layout', `${PAGE}/question-page.document.ts`, (text: string) => text.replaceAll('\n', '\n\n').replace("[SITE] }", "[SITE], }")],
    ['a type', `${PAGE}/question-page.document.ts`, (text: string) => text.replace('interface Rows extends Counts {', 'interface Rows extends Counts {\n  more?: Answer;')],
    ['a comment in the engine', 'libs/projections/engine/src/fold-batch.ts', (text: string) => text.replace('/** Feeds', '/** Now feeds')],
    ['a query', `${PAGE}/assembled-pages.ts`, (text: string) => text.replaceAll("'question-page'", "'other'")],
    ['an event that none of them folds', 'libs/contracts/src/members/events.ts', (text: string) => `${text}export const Unheard = event('Unheard.v1', z.strictObject({}));\n`],
  ])('stay when %s changes', (_what, file, edit) => expect(changedBy(file, edit)).toEqual(nothing)); // prettier-ignore

  it('say documents when a formula changes, and nothing is replayed for it', () =>
    expect(changedBy(`${PAGE}/ranking/best.v1.ts`, (text) => text.replace(/mostViewedFirst, (?=earliest)/, ''))).toEqual({
      ...nothing,
      documents: ['question-page'],
    }));

  it('say documents of all pages when the renderer changes', () =>
    expect(changedBy('libs/markdown/src/render-markdown.ts', (text) => text.replace("'\\n'", "' '"))).toEqual({
      rows: [],
      documents: ['mentor-leaderboard', 'question-page'],
      renderer: true,
    }));

  it('say rows when a handler changes', () =>
    expect(
      changedBy(`${PAGE}/question-page.projection.ts`, (text) => text.replace("status: 'open',", "status: 'closed',")),
    ).toEqual({
      ...nothing,
      rows: ['question-page'],
    }));

  it.each([
    ['a function of another folder', 'libs/read-models/src/rating-change.ts', "value === 'helpful'", "value === 'not-helpful'", ['mentor-leaderboard', 'question-page']], // prettier-ignore
    ['an entity', 'libs/read-models/src/access/access.entities.ts', '@Text()', '@NullableText()', ['access']],
    ['a column kind', 'libs/read-models/src/columns.ts', "PrimaryColumn({ type: 'text' })", "PrimaryColumn({ type: 'blob' })", [...readModelNames()].sort()], // prettier-ignore
    ['an event of another package', 'libs/contracts/src/mentors/events.ts', "'MentorVerified.v2'", "'MentorVerified.v9'", ['mentor-leaderboard']], // prettier-ignore
    ['the fold of the engine', 'libs/projections/engine/src/sums-batch.ts', '+', '-', [...readModelNames()].sort()],
    ['how a store encodes a row', 'libs/projections/store/src/row-codec.ts', 'value ? 1 : 0', 'value ? 0 : 1', [...readModelNames()].sort()], // prettier-ignore
  ])('say rows when %s changes', (_what, file, from, to, rows) =>
    expect(changedBy(file, (text) => text.replaceAll(from, to)).rows.sort()).toEqual(rows),
  );

  it('say documents when another formula is chosen, not edited', () => {
    const [page, ...others] = projectionsRankedBy('best.v2');
    expect(page!.code.rows).toBe(projections[0]!.code.rows);
    expect(page!.code.documents).not.toBe(projections[0]!.code.documents);
    expect(others).toEqual(projections.slice(1));
    expect(projectionsRankedBy('best.v1')).toBe(projections);
  });

  it('cover the parser of Markdown and all that it stands on', () => {
    const parser = versionsOf(['markdown-it']);
    expect(parser.map((name) => name.replace(/@[^@]+$/, ''))).toEqual(
      expect.arrayContaining(['entities', 'linkify-it', 'markdown-it', 'mdurl', 'uc.micro']),
    );
    expect(codeOfReadModels().renderer.split('\n').slice(-parser.length)).toEqual(parser);
  });
});
