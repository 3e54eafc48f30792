import { markdownRefusal, plainText, renderMarkdown } from './index.ts';
import { structureOf } from './markdown-refusal.ts';
import { parse } from './parser.ts';
import { cmarkInputs, LARGEST_BODY, ourInputs } from './testing/pathological-inputs.ts';
import { faultOf } from './testing/strict-html.ts';

/** Tokens per character at most, whatever the text; cells that short rows lack come on top (the parser adds at most 65,536). */
const TOKENS_PER_CHARACTER = 3;
const ADDED_CELLS = 65_536;
/** Bytes of HTML per byte of an accepted body, beyond what its links repeat. */
const HTML_PER_BYTE = 24;

describe.each([
  ["cmark's pathological inputs", cmarkInputs],
  ['our own', ourInputs],
])('%s, up to 64 KiB', (title, inputs) => {
  it('are rendered whole, or refused, with work in proportion to their length', () => {
    const lines = Object.entries(inputs).map(([name, body]) => {
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(LARGEST_BODY);
      const started = performance.now();
      const refusal = markdownRefusal(body);
      const asked = performance.now();
      const html = renderMarkdown(body);
      const rendered = performance.now();
      const { blocks, inlines, destinations } = structureOf(parse(body));
      expect(blocks + inlines).toBeLessThanOrEqual(TOKENS_PER_CHARACTER * (body.length + ADDED_CELLS));
      expect({ name, fault: faultOf(html) }).toEqual({ name, fault: undefined });
      if (!refusal) expect(html.length).toBeLessThanOrEqual(HTML_PER_BYTE * body.length + 6 * destinations + 1_000);
      expect(plainText(body, 160).length).toBeLessThanOrEqual(320);
      return `${name.padEnd(45)} ${(rendered - asked).toFixed(0).padStart(5)} ms, asked ${(asked - started).toFixed(0).padStart(4)} ms  ${refusal?.code ?? 'accepted'}`;
    });
    console.info([title, ...lines].join('\n'));
  });
});
