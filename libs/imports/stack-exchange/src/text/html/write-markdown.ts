import type { Delete, InlineCode, Link, Root, RootContent, Table, TableCell, Text } from 'mdast';
import { defaultHandlers, toMarkdown, type Handle, type Options, type State, type Unsafe } from 'mdast-util-to-markdown';
import type { HtmlElement } from './to-mdast.ts';

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    strikethrough: 'strikethrough';
    tableCell: 'tableCell';
  }
}

/** An address in a text would be a link: not in a link's own text, but in an image's, which is read for itself. */
const address = (pattern: Unsafe): Unsafe[] => [
  { ...pattern, inConstruct: 'phrasing', notInConstruct: ['autolink', 'link', 'image'] },
  { ...pattern, inConstruct: 'image', notInConstruct: ['destinationLiteral', 'destinationRaw', 'titleQuote'] },
];

/** What our renderer reads beside CommonMark: autolinks, strike-through, tables. */
const UNSAFE: Unsafe[] = [
  ...address({ character: ':', before: '[pPsS]', after: '\\/\\/' }),
  ...address({ character: '.', before: '[wW]', after: '[^\\s.]' }),
  ...address({ character: '@', before: '[\\w.+-]', after: '[\\w-]' }),
  { character: '~', inConstruct: 'phrasing', notInConstruct: ['autolink', 'destinationLiteral', 'destinationRaw', 'titleQuote'] },
  { character: '|', inConstruct: 'tableCell' },
  { atBreak: true, character: '|', after: '[ \\t:-]' },
  { atBreak: true, character: ':', after: '-' },
  { atBreak: true, character: '-', after: '[ \\t]*[:|-]' },
];

/** Addresses that are shown as they are written between angle brackets. */
const PLAIN_ADDRESS = /^https?:\/\/[\w.~:/?#@!$&()*+,;=-]+$/;

const link: Handle & { peek: Handle } = (node: Link, parent, state, info) =>
  withAutolinks(node, state, () => defaultHandlers.link(node, parent, state, info));
link.peek = (node: Link, parent, state) => withAutolinks(node, state, () => defaultHandlers.link.peek(node, parent, state));

function withAutolinks(node: Link, state: State, write: () => string): string {
  state.options.resourceLink = !PLAIN_ADDRESS.test(node.url);
  return write();
}

/** A bar within code ends a cell too. */
const inlineCode: Handle & { peek: Handle } = (node: InlineCode, parent, state) => {
  const code = defaultHandlers.inlineCode(node, parent, state);
  return state.stack.includes('tableCell') ? code.replaceAll('|', '\\|') : code;
};
inlineCode.peek = () => '`';

/** Beside symbols beyond the first 65,536 characters, which the library takes for letters, underscores need an escape. */
const UNDERSCORES = /(?:(?<!\\)_)+(?=[\ud800-\udbff])|(?<=[\udc00-\udfff])(?:\\?_)+/g;
const text: Handle = (node: Text, parent, state, info) =>
  defaultHandlers.text(node, parent, state, info).replace(UNDERSCORES, (run) => run.replace(/\\?_/g, '\\_'));

/** Never called where it stands in a text: `attention` says how to write it there. */
const strike: Handle & { attention: unknown; peek: Handle } = (node: Delete, _parent, state, info) =>
  `~~${state.containerPhrasing(node, { ...info, before: '~', after: '~' })}~~`;
strike.attention = () => ({ construct: 'strikethrough', markers: ['~'], sizes: [2] });
strike.peek = () => '~';

const htmlElement: Handle & { peek: Handle } = (node: HtmlElement, _parent, state, info) => {
  if (node.children.length === 0) return `<${node.tag}>`;
  const children = state.containerPhrasing(node as unknown as Delete, { ...info, before: '>', after: '<' });
  return `<${node.tag}>${children}</${node.tag}>`;
};
htmlElement.peek = () => '<';

/** Cells lose white space of any kind at their ends. */
const referenced = (spaces: string) => [...spaces].map((space) => `&#${space.codePointAt(0)};`).join('');

const RULES = { left: ':--', right: '--:', center: ':-:' };

const table: Handle = (node: Table, _parent, state, info) => {
  const cellOf = (cell: TableCell) => {
    const exits = [state.enter('tableCell'), state.enter('phrasing')];
    const text = state.containerPhrasing(cell, { ...info, before: ' ', after: ' ' });
    for (const exit of exits.reverse()) exit();
    return text.replace(/^\s+|\s+$/g, referenced);
  };
  const rows = node.children.map(({ children }) => children.map(cellOf));
  const rule = (node.align ?? []).map((side) => (side ? RULES[side] : '---'));
  return rows.toSpliced(1, 0, rule).map((cells) => `| ${cells.join(' | ')} |`).join('\n'); // prettier-ignore
};

const OPTIONS: Options = {
  bullet: '-',
  rule: '-',
  listItemIndent: 'one',
  fences: true,
  unsafe: UNSAFE,
  // Beside a table, text would be a row of it, and its head a part of the text.
  join: [(left, right) => (left.type === 'table' || right.type === 'table' ? 1 : undefined)],
  handlers: { text, link, inlineCode, table, delete: strike, htmlElement } as Options['handlers'],
};

/** Writes a syntax tree as Markdown that our renderer reads as that tree. */
export const writeMarkdown = (children: RootContent[]): string =>
  toMarkdown({ type: 'root', children } satisfies Root, OPTIONS).replace(/\n$/, '');
