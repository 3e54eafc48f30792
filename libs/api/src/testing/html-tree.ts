import { parse, type DefaultTreeAdapterTypes } from 'parse5';

interface HtmlTree {
  /** Elements with the names of their attributes, in order: `a[class href]`. */
  readonly shape: string[];
  /** Of text and attributes, in order. */
  readonly texts: string[];
}

/** A page as a browser reads it. */
export function treeOf(html: string): HtmlTree {
  const tree: HtmlTree = { shape: [], texts: [] };
  walk(parse(html), tree);
  return tree;
}

function walk(node: DefaultTreeAdapterTypes.Node, tree: HtmlTree): void {
  if ('value' in node) tree.texts.push(node.value);
  if ('attrs' in node) {
    tree.shape.push(`${node.tagName}[${node.attrs.map(({ name }) => name).join(' ')}]`);
    tree.texts.push(...node.attrs.map(({ value }) => value));
  }
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, tree);
}
