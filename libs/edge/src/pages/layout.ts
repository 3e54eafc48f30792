import { html, type Html } from '@stoa/http';
import { CSS_FILE } from './style.css.ts';

/** Changes whenever a template does: part of every page's tag. */
export const TEMPLATE_VERSION = `1-${CSS_FILE}`;

/** A whole page: landmarks, a skip link, one heading of the first order within `main`. */
export function layout(title: string, description: string, main: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Stoa</title>
        <meta name="description" content="${description}" />
        <link rel="stylesheet" href="/assets/${CSS_FILE}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="site"><a href="/">Stoa</a></header>
        <main id="main">${main}</main>
        <footer>Every page here is a projection of events. <a href="/openapi.json">API</a></footer>
      </body>
    </html> `.text;
}
