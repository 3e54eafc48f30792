import { byDestination, byLinkPolicy, withoutComments } from './specification.ts';

/** Why an example renders otherwise than specified. With `expected`, that is what it must give instead, to the letter. */
export interface Reason {
  readonly why: string;
  readonly expected?: (html: string) => string;
}

export const reasons = {
  'raw HTML': { why: 'raw HTML is shown as text, but for a few tags' },
  comment: { why: 'HTML comments are hidden', expected: withoutComments },
  'HTML block': { why: 'an HTML block is a paragraph, with the tags and Markdown that it may hold' },
  'lax comment': { why: 'a comment may hold two hyphens, as in newer versions of CommonMark' },
  destination: { why: 'a link that is not absolute http, https or mailto is shown as its text', expected: byDestination },
  image: { why: 'an image becomes a link with its alternative text (or that text)', expected: byLinkPolicy },
  autolink: { why: "GitHub's extended autolinks are on, so an address in running text is a link" },
  ftp: { why: 'ftp:// in running text is not taken for a link', expected: byDestination },
  tilde: { why: 'two tildes strike through, one does not; more than two are not set apart' },
  footnote: { why: 'no footnotes' },
  host: { why: 'an international host is written in punycode; an image is a link' },
  noncharacter: { why: 'noncharacters are replaced by U+FFFD' },
  unspecified: { why: 'the example leaves the result open' },
} satisfies Record<string, Reason>;

/** Reviewed one by one: the numbers of all examples that deviate, by file and reason. */
export const deviations: Record<string, { readonly [reason in keyof typeof reasons]?: string }> = {
  'commonmark/spec': {
    'raw HTML': '21 31 148-166 168 170-178 180 182-193 203 346 477-479 493 496 526 538 615-619 625 629-633 645-646',
    comment: '181 310-311 627-628',
    'HTML block': '167 179',
    destination:
      '22-23 32-33 194-198 200 202 204-208 216-220 406 421 424 435 475-476 484-489 491 494 497-498 500-509 511-512 514 516-518 520-521 523-524 529-532 534-537 541-546 551-552 555-564 566-573 595 598 600-601 603',
    image: '519 522 533 574-591 593',
    autolink: '604 610 613-614',
  },
  'gfm/spec': {
    'raw HTML': '118-135 137 139-145 147 149-160 170 317 327 354 484-486 500 503 532 544 632-636 642 647-651 653 663-664',
    comment: '148 288-289 644',
    'HTML block': '136 146',
    'lax comment': '645-646',
    destination:
      '161-165 167 169 171-175 183-187 318-319 328-329 413 428 431 442 482-483 493-496 498 501 504-515 517-518 520 522-524 526-527 529-530 535-538 540-543 547-552 557-558 561-570 572-579 601 604 606-607 609',
    ftp: '628',
    image: '525 528 539 580-597 599',
    autolink: '610 616 619-620',
  },
  'gfm/extensions': { 'raw HTML': '12 22', tilde: '17-18', host: '19', unspecified: '20', footnote: '23' },
  'commonmark/cmark-regression': { 'raw HTML': '3 6 8 11 14 17-18 21 26', destination: '16 22', noncharacter: '23' },
  'gfm/regression': { 'raw HTML': '3 6 9 14 17', footnote: '13', tilde: '10-11' },
};

/** `'3 5-7'` as 3, 5, 6, 7. */
export const numbersIn = (ranges: string): number[] =>
  ranges.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
