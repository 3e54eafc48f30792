import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { isPosition, type Block, type Mark, type Piece, type Side } from './document.ts';
import { cleanText, Pieces } from './pieces.ts';

type Node = Tree.ChildNode;
type Element = Tree.Element;

const MARKS: ReadonlyMap<string, Mark['kind']> = new Map([
  ['b', 'strong'], ['strong', 'strong'], ['i', 'emphasis'], ['em', 'emphasis'], ['s', 'delete'], ['strike', 'delete'], ['del', 'delete'],
  ['ins', 'ins'], ['kbd', 'kbd'], ['sub', 'sub'], ['sup', 'sup'], ['a', 'link'],
]); // prettier-ignore
const HIDDEN = new Set('script style template title head noscript'.split(' '));
/** Elements that begin and end a block of text and are nothing else to us. */
const BLOCKS = new Set(
  'p div section article aside header footer main nav address center figure figcaption details summary dl dt dd li tr td th thead tbody tfoot table caption form fieldset'.split(' '),
); // prettier-ignore
/** Elements within elements, beyond which only text is read. */
const DEEPEST = 60;

/** Reads HTML as a page would show it; of elements that Markdown and our page do not have, what they hold. */
export const readHtml = (html: string): Block[] => new Reader().read(parseFragment(html).childNodes, [], 0);

/** Reads the children of one container into blocks. */
class Reader {
  private readonly blocks: Block[] = [];
  private readonly pieces = new Pieces();
  private heading = 0;
  private isCode = false;

  read(nodes: readonly Node[], marks: readonly Mark[], depth: number): Block[] {
    this.children(nodes, marks, depth);
    this.endText();
    return this.blocks;
  }

  private children(nodes: readonly Node[], marks: readonly Mark[], depth: number): void {
    for (const node of nodes) {
      if (node.nodeName === '#text') this.pieces.text((node as Tree.TextNode).value, marks, this.isCode);
      else if (isElement(node) && !HIDDEN.has(node.tagName)) this.element(node, marks, depth + 1);
    }
  }

  private element(element: Element, marks: readonly Mark[], depth: number): void {
    const { tagName, childNodes } = element;
    if (depth > DEEPEST) return this.pieces.text(textIn(element), marks, false);
    if (tagName === 'br') return this.pieces.break();
    if (tagName === 'img') return this.image(element, marks);
    const kind = MARKS.get(tagName);
    if (kind) return this.children(childNodes, marked(marks, kind, element), depth);
    if (tagName === 'code') return this.code(childNodes, marks, depth);
    if (!this.block(element, marks, depth)) this.children(childNodes, marks, depth);
  }

  private block(element: Element, marks: readonly Mark[], depth: number): boolean {
    const { tagName, childNodes } = element;
    const within = () => new Reader().read(childNodes, marks, depth);
    const level = /^h([1-6])$/.exec(tagName)?.[1];
    if (level) this.text(childNodes, marks, depth, Number(level));
    else if (tagName === 'hr') this.add({ kind: 'rule' });
    else if (tagName === 'pre') this.add({ kind: 'code', text: codeIn(element), language: languageOf(element) });
    else if (tagName === 'blockquote') this.add({ kind: 'quote', blocks: within() });
    else if (tagName === 'ul' || tagName === 'ol') this.add(list(element, marks, depth));
    else if (tagName === 'table') this.table(element, marks, depth);
    else if (BLOCKS.has(tagName)) this.text(childNodes, marks, depth, this.heading);
    else return false;
    return true;
  }

  private text(nodes: readonly Node[], marks: readonly Mark[], depth: number, heading: number): void {
    this.endText();
    const around = this.heading;
    this.heading = heading;
    this.children(nodes, marks, depth);
    this.endText();
    this.heading = around;
  }

  private code(nodes: readonly Node[], marks: readonly Mark[], depth: number): void {
    const around = this.isCode;
    this.isCode = true;
    this.children(nodes, marks, depth);
    this.isCode = around;
  }

  private image(element: Element, marks: readonly Mark[]): void {
    this.pieces.image(addressIn(element, 'src'), attribute(element, 'title'), attribute(element, 'alt'), marks);
  }

  /** A table of text alone; what is in its cells otherwise stands there as text. */
  private table(element: Element, marks: readonly Mark[], depth: number): void {
    const rows = descendants(element, 'tr').map((row) => row.childNodes.filter(isElement).filter(isCell));
    for (const caption of descendants(element, 'caption')) this.text(caption.childNodes, marks, depth, 0);
    const sides = (rows[0] ?? []).map(sideOf);
    const cells = rows.map((row) => row.map((cell) => joined(new Reader().read(cell.childNodes, marks, depth))));
    if (cells.some((row) => row.length > 0)) this.add({ kind: 'table', sides, rows: cells });
  }

  private add(block: Block): void {
    this.endText();
    this.blocks.push(block);
  }

  private endText(): void {
    const pieces = this.pieces.take();
    if (pieces.length > 0) this.blocks.push({ kind: 'text', heading: this.heading, pieces });
  }
}

/** What stands in a list without being an item is one. */
function list({ tagName, attrs, childNodes }: Element, marks: readonly Mark[], depth: number): Block {
  const items = childNodes.filter((node) => isElement(node) || ('value' in node && node.value.trim() !== ''));
  const start = tagName === 'ol' ? Number.parseInt(attrs.find(({ name }) => name === 'start')?.value ?? '1', 10) : undefined;
  const spread = items.some((item) => isElement(item) && item.childNodes.some(({ nodeName }) => nodeName === 'p'));
  return {
    kind: 'list',
    start: start === undefined || (Number.isSafeInteger(start) && start >= 0 && start < 1e9) ? start : 1,
    spread,
    items: items.map((item) => new Reader().read(item.nodeName === 'li' ? (item as Element).childNodes : [item], marks, depth)),
  };
}

const isElement = (node: Node): node is Element => 'tagName' in node;
const isCell = (element: Element) => element.tagName === 'td' || element.tagName === 'th';
const attribute = ({ attrs }: Element, name: string) => attrs.find((each) => each.name === name)?.value ?? '';
const addressIn = (element: Element, name: string) =>
  cleanText(
    attribute(element, name)
      .replace(/[\t\n\r]/g, '')
      .trim(),
  );

/** A mark is there once, wherever it was set; a link within a link is none. */
function marked(marks: readonly Mark[], kind: Mark['kind'], element: Element): readonly Mark[] {
  if (kind === 'link') {
    const address = addressIn(element, 'href');
    if (address === '' || marks.some((mark) => mark.kind === 'link')) return marks;
    const title = attribute(element, 'title');
    return [...marks, { kind, key: `link ${address} ${title}`, link: { address, title } }].sort(byOrder);
  }
  const mark = { kind, key: kind };
  return isPosition(mark) || !marks.some(({ key }) => key === kind) ? [...marks, mark].sort(byOrder) : marks;
}

const ORDER: readonly Mark['kind'][] = ['link', 'strong', 'emphasis', 'delete', 'ins', 'kbd', 'sub', 'sup'];
const rank = (mark: Mark) => (isPosition(mark) ? ORDER.length : ORDER.indexOf(mark.kind));
const byOrder = (one: Mark, other: Mark) => rank(one) - rank(other);

/** The last line break of a block of code is none of it. */
const codeIn = (element: Element) => cleanText(textIn(element)).replace(/\n$/, '');

function textIn(element: Element): string {
  let text = '';
  const stack: Node[] = [element];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.nodeName === 'br') text += '\n';
    else if ('value' in node) text += node.value;
    else if (isElement(node)) for (const child of node.childNodes.toReversed()) stack.push(child);
  }
  return text;
}

function languageOf(element: Element): string | undefined {
  const inner = element.childNodes.find((node): node is Element => node.nodeName === 'code');
  const classes = `${attribute(element, 'class')} ${inner ? attribute(inner, 'class') : ''}`;
  const language = /(?:^|\s)lang(?:uage)?-(\S+)/.exec(classes)?.[1];
  return language === 'none' || language === 'default' ? undefined : language;
}

/** The elements of a name in a table, and not in another within it. */
function descendants({ childNodes }: Element, name: string): Element[] {
  return childNodes.filter(isElement).flatMap((element) => {
    if (element.tagName === name) return [element];
    return isCell(element) || element.tagName === 'table' ? [] : descendants(element, name);
  });
}

const sideOf = (cell: Element): Side =>
  (/^(left|right|center)$/i.exec(attribute(cell, 'align')) ??
    /text-align:\s*(left|right|center)/i.exec(attribute(cell, 'style')))?.[1]?.toLowerCase() as Side;

/** The text of blocks as that of one, each after a line break. */
function joined(blocks: readonly Block[]): Piece[] {
  return blocks.flatMap((block, index) => {
    const pieces = piecesOf(block);
    return index > 0 && pieces.length > 0 ? [{ kind: 'break', text: '\n', marks: [] } as Piece, ...pieces] : pieces;
  });
}

function piecesOf(block: Block): readonly Piece[] {
  switch (block.kind) {
    case 'text':
      return block.pieces;
    case 'code':
      return joined(block.text.split('\n').map((line) => ({ kind: 'text', heading: 0, pieces: line.trim() === '' ? [] : [{ kind: 'code', text: line.trim(), marks: [] }] }))); // prettier-ignore
    case 'rule':
      return [];
    case 'quote':
      return joined(block.blocks);
    case 'list':
      return joined(block.items.flat());
    case 'table':
      return joined(block.rows.flat().map((pieces) => ({ kind: 'text', heading: 0, pieces })));
  }
}
