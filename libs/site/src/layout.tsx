import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FAVICON, STYLE } from './assets.ts';

/** Part of every page's tag: change the number whenever a template changes. */
export const TEMPLATE_VERSION = `4-${STYLE.file}`;

/** A whole page as text: landmarks, a skip link, one heading of the first order within `main`. */
export const renderPage = (title: string, description: string, main: ComponentChildren): string =>
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
        </header>
        <main id="main">{main}</main>
        <footer class="site">
          <span>Every page here is made from events and can be made again.</span>
          <a href="/openapi.json">API</a>
        </footer>
      </body>
    </html>,
  )}`;
