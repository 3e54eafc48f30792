import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FAVICON, STYLE } from './assets.ts';

/** Part of every page's tag: change the number whenever a template changes. */
export const TEMPLATE_VERSION = `5-${STYLE.file}`;

/** Who reads a page, as far as the page shows it. */
export interface PageReader {
  readonly displayName: string;
  /** For the page's forms. */
  readonly formToken: string;
}

export interface PageFrame {
  /** Undefined for somebody who is not signed in. */
  readonly reader?: PageReader | undefined;
  /** The page's own address, to which signing in leads back. */
  readonly path?: string;
}

/** A whole page as text: landmarks, a skip link, one heading of the first order within `main`. */
export const renderPage = (title: string, description: string, main: ComponentChildren, frame: PageFrame = {}): string =>
  `<!doctype html>${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Stoa`}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={`/assets/${STYLE.file}`} />
        <link rel="icon" href={`/assets/${FAVICON.file}`} type="image/svg+xml" />
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
          <Account {...frame} />
        </header>
        <main id="main">{main}</main>
        <footer class="site">
          <span>Every page here is made from events and can be made again.</span>
          <a href="/openapi.json">API</a>
        </footer>
      </body>
    </html>,
  )}`;

const Account = ({ reader, path = '/' }: PageFrame): VNode =>
  reader ? (
    <form class="account" method="post" action="/sign-out">
      <bdi>{reader.displayName}</bdi>
      <FormToken {...reader} />
      <button>Sign out</button>
    </form>
  ) : (
    <a class="account" href={path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`}>
      Sign in
    </a>
  );

/** Stands in every form of a reader that changes something. */
export const FormToken = ({ formToken }: Pick<PageReader, 'formToken'>): VNode => (
  <input type="hidden" name="formToken" value={formToken} />
);
