import { randomUUID } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { Scripts } from './layout.tsx';
import { ReaderCorner, type SiteReader } from './reader-corner.tsx';

/** What a page that was rendered once has of its own for each reader. */
export interface PageShowing {
  /** This showing of the page, and the token that proves it. */
  readonly render?: string | undefined;
  readonly token?: string | undefined;
  readonly nonce?: string | undefined;
  /** Names of assets: the view beacon's. */
  readonly scripts?: readonly string[];
  readonly reader?: SiteReader | null | undefined;
  /** The page's own address. */
  readonly path?: string | undefined;
}

/** Nobody who writes a question can guess them, so that no text is taken for a mark. */
const mark = randomUUID();
export const MARKS = {
  head: `head-${mark}`,
  corner: `corner-${mark}`,
  render: `render-${mark}`,
  /** Each of them, in the order in which they stand on a page. */
  any: new RegExp(`head-${mark}|corner-${mark}| data-render="render-${mark}"`),
};

/** A page that was cut at its marks, with what is one reader's in their places. */
export function forReader(pieces: readonly string[], showing: PageShowing): string {
  const parts = readersParts(showing);
  return pieces.map((piece, index) => piece + (parts[index] ?? '')).join('');
}

/** What goes in the place of each mark. */
const readersParts = ({ render, token, nonce, scripts = [], reader, path }: PageShowing): string[] => [
  nonce === undefined || scripts.length === 0 ? '' : renderToString(<Scripts nonce={nonce} scripts={scripts} />),
  renderToString(<ReaderCorner reader={reader} path={path} />),
  render === undefined ? '' : ` data-render="${attribute(render)}" data-token="${attribute(token ?? '')}"`,
];

const attribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
