import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FAVICON, STYLE } from './assets.ts';
import { ReaderCorner, type SiteReader } from './reader-corner.tsx';

/** Part of every page's tag: change the number whenever a template changes. */
export const TEMPLATE_VERSION = `7-${STYLE.file}`;

/** What only some pages have. */
export interface PageExtras {
  /** Of the response's policy; without one no script is put into the page. */
  readonly nonce?: string | undefined;
  /** Names of assets. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  /** Undefined for somebody who is not signed in. */
  readonly reader?: SiteReader | null | undefined;
  /** The page's own address, to which signing in leads back. */
  readonly path?: string | undefined;
  /** Seconds after which a browser without script loads the page again. */
  readonly refresh?: number | undefined;
  /** For pages that are rendered once for all readers: marks where their parts go (question.page.tsx). */
  readonly marks?: { readonly head: string; readonly corner: string };
}

/** A whole page as text: landmarks, a skip link, one heading of the first order within `main`. */
export const renderPage = (title: string, description: string, main: ComponentChildren, extras: PageExtras = {}): string =>
  `<!doctype html>${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Stoa`}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        {[STYLE.file, ...(extras.styles ?? [])].map((file) => (
          <link rel="stylesheet" href={`/assets/${file}`} />
        ))}
        <link rel="icon" href={`/assets/${FAVICON.file}`} type="image/svg+xml" />
        {extras.refresh !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(extras.refresh)} />
          </noscript>
        )}
        {extras.marks?.head}
        <Scripts {...extras} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="site">
          <a href="/" class="name">
            Stoa
          </a>
          <span class="claim">Questions, answered by people who do the work</span>
          {extras.marks?.corner ?? <ReaderCorner {...extras} />}
        </header>
        <main id="main">{main}</main>
        <footer class="site">
          <span>Every page here is made from events and can be made again.</span>
          <a href="/openapi.json">API</a>
        </footer>
      </body>
    </html>,
  )}`;

export const Scripts = ({ nonce, scripts = [] }: Pick<PageExtras, 'nonce' | 'scripts'>): ComponentChildren =>
  nonce === undefined ? null : scripts.map((file) => <script defer nonce={nonce} src={`/assets/${file}`} />);
