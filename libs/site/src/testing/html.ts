import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;

interface ReadPage {
  /** What a browser would have to mend. */
  readonly errors: readonly string[];
  /** Elements with the names of their attributes, in order: `a[class href]`. */
  readonly shape: readonly string[];
  /** Of text and attributes, in order. */
  readonly texts: readonly string[];
  readonly elements: readonly Element[];
}

/** A page as a browser reads it. */
export function readPage(html: string): ReadPage {
  const page = { errors: [] as string[], shape: [] as string[], texts: [] as string[], elements: [] as Element[] };
  const onParseError = ({ code, startLine, startCol }: ParserError) => page.errors.push(`${code} at ${startLine}:${startCol}`);
  walk(parse(html, { sourceCodeLocationInfo: true, onParseError }), page);
  return page;
}

function walk(node: DefaultTreeAdapterTypes.Node, page: { shape: string[]; texts: string[]; elements: Element[] }): void {
  if ('value' in node) page.texts.push(node.value);
  if ('attrs' in node) {
    page.elements.push(node);
    page.shape.push(`${node.tagName}[${node.attrs.map(({ name }) => name).join(' ')}]`);
    page.texts.push(...node.attrs.map(({ value }) => value));
  }
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, page);
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

/** All text within an element. */
export const textOf = (node: DefaultTreeAdapterTypes.Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

/** The addresses of a page's links, in order. */
export const linksOf = ({ elements }: ReadPage): { readonly href: string; readonly text: string }[] =>
  elements.filter(({ tagName }) => tagName === 'a').map((link) => ({ href: attribute(link, 'href') ?? '', text: textOf(link) }));

/** What a page says, without its attributes. */
export function wordsOf({ elements }: ReadPage): string {
  const main = elements.find(({ tagName }) => tagName === 'main');
  return main ? textOf(main).replace(/\s+/g, ' ') : '';
}
