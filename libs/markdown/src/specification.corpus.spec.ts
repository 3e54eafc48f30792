import { describeWithCorpus } from '@stoa/testing';
import type { Token } from 'markdown-it';
import { parse } from './parser.ts';
import { deviations, numbersIn, reasons, type Reason } from './testing/deviations.ts';
import { examplesOf, rendered, specified } from './testing/specification.ts';

describeWithCorpus("CommonMark's and GitHub's examples", 'markdown', (folder) =>
  describe.each(Object.entries(deviations))('the examples of %s', (name, listed) => {
    const examples = examplesOf(folder, name);
    const numbers = Object.values(listed).flatMap(numbersIn);

    it('render as specified, but for those listed', () => {
      const deviating = examples
        .filter(({ markdown, html }) => rendered(markdown) !== specified(html))
        .map(({ example }) => example);
      const byReason = Object.entries(listed).map(([reason, ranges]) => `${reason} ${numbersIn(ranges).length}`);
      console.info(
        `${name}: ${examples.length - deviating.length} of ${examples.length} match, ${deviating.length} deviate (${byReason.join(', ')})`,
      );
      expect(examples.length).toBeGreaterThan(15);
      expect(deviating).toEqual(numbers.toSorted((a, b) => a - b));
    });

    it.each(Object.entries(listed))('deviate by %s as that reason has it', (key, ranges) => {
      const reason: Reason = reasons[key as keyof typeof reasons];
      const listedNumbers = new Set(numbersIn(ranges));
      for (const { example, markdown, html } of examples.filter((each) => listedNumbers.has(each.example))) {
        const ours = rendered(markdown);
        if (reason.expected) expect({ example, html: ours }).toEqual({ example, html: reason.expected(specified(html)) });
        if (key === 'destination' || key === 'image') {
          expect({ example, links: destinationsIn(parse(markdown)) }).toEqual({ example, links: destinationsOf(html) });
        }
        if (key === 'raw HTML')
          expect({ example, text: ours }).toEqual({ example, text: expect.stringMatching(/&lt;[a-z!?/]/i) });
        if (key === 'autolink') expect(ours.replace(/<a [^>]*>|<\/a>/g, '')).toBe(html);
      }
    });
  }),
);

/** Where the links and images of a text lead as the parser has it, before the renderer drops any. */
const destinationsIn = (tokens: readonly Token[]): string[] =>
  tokens.flatMap(({ children }) =>
    (children ?? []).flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? []).map(String),
  );

const destinationsOf = (html: string) =>
  [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
