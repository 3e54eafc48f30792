import { markdownRefusal, STRUCTURE_LIMITS } from './index.ts';

const { depth, blocks, inlines, links, cells } = STRUCTURE_LIMITS;
const rows = (count: number) => `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(count)}`;

describe('a body at its limit is accepted, one beyond it refused', () => {
  it.each([
    ['too-deep', (n: number) => `${'> '.repeat(n)}`, depth, 1],
    ['too-deep', (n: number) => `${'- '.repeat(n - 1)}a`, depth, 1],
    ['too-many-blocks', (n: number) => '***\n'.repeat(n), blocks, 1],
    ['too-many-inlines', (n: number) => '`a` '.repeat(n / 2), inlines, 2],
    ['too-many-links', (n: number) => '[a](https://b.example) '.repeat(n), links, 1],
    ['too-many-links', (n: number) => '![a](https://b.example)\n\n'.repeat(n), links, 1],
    ['too-many-links', (n: number) => 'www.a.example '.repeat(n), links, 1],
    ['links-too-long', (n: number) => `[a]: https://b.example/${'c'.repeat(486)}\n\n${'[a] '.repeat(n)}`, 260, 1],
  ])('%s', (code, body, most, step) => {
    expect(markdownRefusal(body(most))).toBeUndefined();
    expect(markdownRefusal(body(most + step))).toMatchObject({ code, message: expect.stringMatching(/\d/) });
  });

  it('counts cells, also those that a short row lacks', () => {
    expect(markdownRefusal(rows(1_000))).toBeUndefined();
    expect(cells).toBeLessThan(2 * 200 * 40);
    expect(markdownRefusal(`${'|a'.repeat(200)}|\n${'|-'.repeat(200)}|\n${'|b|\n'.repeat(40)}`)?.code).toMatch(
      /^too-many-(?:blocks|cells)$/,
    );
  });
});

it('counts emphasis in emphasis as depth', () => {
  const nested = (n: number) => `${'*a **a '.repeat(n)}b${' a** a*'.repeat(n)}`;
  expect(markdownRefusal(nested(9))).toBeUndefined();
  expect(markdownRefusal(nested(10))?.code).toBe('too-deep');
});
it('accepts an empty body', () => expect(markdownRefusal('')).toBeUndefined());
