import type { Link, ListItem, Paragraph, PhrasingContent, RootContent, TableCell } from 'mdast';
import { isPosition, type Block, type Mark, type Piece } from './document.ts';

/** An element that Markdown writes as HTML; without children a single tag. */
export interface HtmlElement {
  type: 'htmlElement';
  tag: string;
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface PhrasingContentMap {
    htmlElement: HtmlElement;
  }
  interface RootContentMap {
    htmlElement: HtmlElement;
  }
}

/** Blocks as nodes of Markdown's syntax tree, which a library writes. */
export const toMdast = (blocks: readonly Block[]): RootContent[] => blocks.map(nodeOf);

function nodeOf(block: Block): RootContent {
  switch (block.kind) {
    case 'text':
      return textOf(block);
    case 'code':
      return { type: 'code', lang: block.language ?? null, value: block.text };
    case 'rule':
      return { type: 'thematicBreak' };
    case 'quote':
      return { type: 'blockquote', children: toMdast(block.blocks) as Paragraph[] };
    case 'list':
      return {
        type: 'list',
        ordered: block.start !== undefined,
        start: block.start ?? null,
        spread: block.spread,
        children: block.items.map((item): ListItem => ({
          type: 'listItem',
          spread: block.spread,
          children: toMdast(item) as Paragraph[],
        })),
      };
    case 'table':
      return tableOf(block);
  }
}

/** The first row is the head, which has all columns; rows below may lack some. */
function tableOf({ rows, sides }: Extract<Block, { kind: 'table' }>): RootContent {
  const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const perColumn = Array.from({ length: columns }, (_, at) => at);
  const cells = (row: readonly Piece[][]) =>
    row.map((cell): TableCell => ({ type: 'tableCell', children: phrasing(cell, true) }));
  const [head = [], ...others] = rows;
  return {
    type: 'table',
    align: perColumn.map((at) => sides[at] ?? null),
    children: [perColumn.map((at) => head[at] ?? []), ...others].map((row) => ({ type: 'tableRow', children: cells(row) })),
  };
}

function textOf({ heading, pieces }: Extract<Block, { kind: 'text' }>): RootContent {
  const children = phrasing(pieces, heading > 0);
  return heading > 0 ? { type: 'heading', depth: heading as 1, children } : { type: 'paragraph', children };
}

/** Where a line cannot end, in a link (which would begin as a definition does), and beside another break, a break is written as HTML. */
function phrasing(pieces: readonly Piece[], oneLine: boolean): PhrasingContent[] {
  const isBreak = (at: number) => pieces[at]?.kind === 'break';
  const leaves = pieces.map((piece, at): Leaf => {
    const inLine = oneLine || piece.marks.some(({ kind }) => kind === 'link') || isBreak(at - 1) || isBreak(at + 1);
    const asHtml = piece.kind === 'break' && inLine;
    return { marks: piece.marks, node: asHtml ? { type: 'htmlElement', tag: 'br', children: [] } : leafOf(piece) };
  });
  return nested(leaves);
}

/**
 * A symbol beyond the first 65,536 characters keeps emphasis that it ends from ending beside a letter, which the library does not know:
 * a comment, which no page shows, stands between.
 */
function apart(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node, at) => {
    const [before, after] = [nodes[at - 1], nodes[at + 1]];
    const text = 'children' in node && node.type !== 'link' && node.type !== 'htmlElement' ? textOfNode(node) : '';
    return [
      ...(before && before.type !== 'break' && /^[\ud800-\udfff]/.test(text) ? [COMMENT] : []),
      node,
      ...(after && after.type !== 'break' && /[\ud800-\udfff]$/.test(text) ? [COMMENT] : []),
    ];
  });
}

const COMMENT: PhrasingContent = { type: 'htmlElement', tag: '!-- --', children: [] };
const textOfNode = (node: PhrasingContent): string =>
  'children' in node ? node.children.map(textOfNode).join('') : node.type === 'text' ? node.value : ' ';

interface Leaf {
  readonly marks: readonly Mark[];
  readonly node: PhrasingContent;
}

function leafOf({ kind, text, image }: Piece): PhrasingContent {
  if (kind === 'break') return { type: 'break' };
  if (kind === 'code') return { type: 'inlineCode', value: text };
  if (image) return { type: 'image', url: image.address, title: image.title || null, alt: text };
  return { type: 'text', value: text };
}

/** Leaves within elements: the mark that reaches farthest is the outermost. */
function nested(leaves: readonly Leaf[]): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (let at = 0; at < leaves.length;) {
    const { marks, node } = leaves[at] as Leaf;
    if (marks.length === 0) {
      append(nodes, node);
      at += 1;
      continue;
    }
    const { mark, end } = widest(leaves, at);
    nodes.push(elementOf(mark, nested(leaves.slice(at, end).map((leaf) => without(leaf, mark)))));
    at = end;
  }
  return apart(nodes);
}

function append(nodes: PhrasingContent[], node: PhrasingContent): void {
  const last = nodes.at(-1);
  if (last?.type === 'text' && node.type === 'text') last.value += node.value;
  else nodes.push(node);
}

/** Of marks that stand for a position, the first alone can be the outermost. */
function widest(leaves: readonly Leaf[], at: number): { mark: Mark; end: number } {
  const candidates = outermost((leaves[at] as Leaf).marks).map((mark) => {
    let end = at + 1;
    while (outermost(leaves[end]?.marks ?? []).some(({ key }) => key === mark.key)) end++;
    return { mark, end };
  });
  return candidates.reduce((one, other) => (other.end > one.end ? other : one));
}

const outermost = (marks: readonly Mark[]) => {
  const position = marks.find(isPosition);
  return marks.filter((mark) => !isPosition(mark) || mark === position);
};

function without({ marks, node }: Leaf, { key }: Mark): Leaf {
  const at = marks.findIndex((mark) => mark.key === key);
  return { node, marks: marks.toSpliced(at, 1) };
}

function elementOf({ kind, link }: Mark, children: PhrasingContent[]): PhrasingContent {
  if (link) return { type: 'link', url: link.address, title: link.title || null, children: children as Link['children'] };
  if (kind === 'strong' || kind === 'emphasis') return { type: kind, children };
  // Tildes beside punctuation would need letters around them as character references.
  if (kind === 'delete' && /^\w(?:.*\w)?$/.test(children.map(textOfNode).join(''))) return { type: kind, children };
  return { type: 'htmlElement', tag: kind === 'delete' ? 'del' : kind, children };
}
