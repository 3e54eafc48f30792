import type { Token } from 'markdown-it';
import { DEEPEST, parse } from './parser.ts';

/**
 * What a body may be made of at most. Generous for people, small enough that any body that passes is rendered in well under a second.
 * `destinations`: the characters of all links' addresses and titles together, since one definition may be used by many links.
 */
export const STRUCTURE_LIMITS = {
  depth: DEEPEST,
  blocks: 5_000,
  inlines: 20_000,
  links: 500,
  cells: 5_000,
  destinations: 131_072,
} as const;

export interface MarkdownRefusal {
  code: 'too-deep' | 'too-many-blocks' | 'too-many-inlines' | 'too-many-links' | 'too-many-cells' | 'links-too-long';
  message: string;
}

/** Why a body is refused by its structure, or undefined. Never asks the clock: the same body always gets the same answer. */
export function markdownRefusal(markdown: string): MarkdownRefusal | undefined {
  const { depth, blocks, inlines, links, cells, destinations } = STRUCTURE_LIMITS;
  const found = structureOf(parse(markdown));
  if (found.depth > depth) return { code: 'too-deep', message: `nested at most ${depth} deep` };
  if (found.blocks > blocks) return { code: 'too-many-blocks', message: `at most ${blocks} blocks` };
  if (found.inlines > inlines) return { code: 'too-many-inlines', message: `at most ${inlines} pieces of formatted text` };
  if (found.links > links) return { code: 'too-many-links', message: `at most ${links} links` };
  if (found.cells > cells) return { code: 'too-many-cells', message: `at most ${cells} table cells` };
  if (found.destinations > destinations)
    return { code: 'links-too-long', message: `links of at most ${destinations} characters together` };
  return undefined;
}

export type Structure = Record<keyof typeof STRUCTURE_LIMITS, number>;

/** Counts what a body is made of; pieces within an image's alternative text count too. */
export function structureOf(tokens: readonly Token[]): Structure {
  const found: Structure = { depth: 0, blocks: 0, inlines: 0, links: 0, cells: 0, destinations: 0 };
  count(tokens, 0, found);
  return found;
}

function count(tokens: readonly Token[], outside: number, found: Structure): void {
  let open = outside;
  for (const token of tokens) {
    const { type, nesting, children } = token;
    if (!LISTS.has(type)) open += nesting;
    if (open > found.depth) found.depth = open;
    if (nesting >= 0 && type !== 'inline') found[token.block ? 'blocks' : 'inlines'] += 1;
    if (type === 'th_open' || type === 'td_open') found.cells += 1;
    if (type === 'link_open' || type === 'image') {
      found.links += 1;
      for (const [, value] of token.attrs ?? []) found.destinations += String(value).length;
    }
    if (children) count(children, open, found);
  }
}

/** A list and its item are one level to a reader. */
const LISTS = new Set(['bullet_list_open', 'bullet_list_close', 'ordered_list_open', 'ordered_list_close']);
