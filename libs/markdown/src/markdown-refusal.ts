import type { Token } from 'markdown-it';
import { parser } from './parser.ts';

/** What a body may be made of at most. Generous for people, small enough that any body that passes is rendered in well under a second. */
export const STRUCTURE_LIMITS = { depth: 20, blocks: 5_000, inlines: 20_000, links: 500, cells: 5_000 } as const;

export interface MarkdownRefusal {
  code: 'too-deep' | 'too-many-blocks' | 'too-many-inlines' | 'too-many-links' | 'too-many-cells';
  message: string;
}

/** Why a body is refused by its structure, or undefined. Never asks the clock: the same body always gets the same answer. */
export function markdownRefusal(markdown: string): MarkdownRefusal | undefined {
  const tokens = parser.parse(markdown, {});
  const children = tokens.flatMap((token) => token.children ?? []);
  const opened = (all: readonly Token[], type: RegExp) =>
    all.filter((token) => token.nesting === 1 && type.test(token.type)).length;
  const found = {
    depth: tokens.reduce((deepest, token) => Math.max(deepest, depthOf(token.children ?? [])), depthOf(tokens)),
    blocks: tokens.filter((token) => token.nesting >= 0 && token.type !== 'inline').length,
    inlines: children.length,
    links: opened(children, /^link_open$/) + children.filter((token) => token.type === 'image').length,
    cells: opened(tokens, /^t[hd]_open$/),
  };
  const { depth, blocks, inlines, links, cells } = STRUCTURE_LIMITS;
  if (found.depth > depth) return { code: 'too-deep', message: `nested at most ${depth} deep` };
  if (found.blocks > blocks) return { code: 'too-many-blocks', message: `at most ${blocks} blocks` };
  if (found.inlines > inlines) return { code: 'too-many-inlines', message: `at most ${inlines} pieces of formatted text` };
  if (found.links > links) return { code: 'too-many-links', message: `at most ${links} links` };
  if (found.cells > cells) return { code: 'too-many-cells', message: `at most ${cells} table cells` };
  return undefined;
}

/** Blocks and inlines that are open at once, at most; a list and its item count once. */
function depthOf(tokens: readonly Token[]): number {
  let open = 0;
  let deepest = 0;
  for (const token of tokens) {
    if (/_list_/.test(token.type)) continue;
    open += token.nesting;
    deepest = Math.max(deepest, open);
  }
  return deepest;
}
