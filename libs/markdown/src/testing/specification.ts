import { readFileSync } from 'node:fs';
import { isAllowedLink } from '../link-policy.ts';
import { renderMarkdown } from '../index.ts';

export interface Example {
  readonly example: number;
  readonly markdown: string;
  readonly html: string;
}

export const examplesOf = (folder: string, name: string) =>
  JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Example[];

/** Rendered as specified but for what every link and checkbox of ours carries: `rel`, and a name for those who cannot see the box. */
export const rendered = (markdown: string) =>
  renderMarkdown(markdown)
    .replaceAll(' rel="nofollow ugc noopener"', '')
    .replace(/ aria-label="[^"]*"/g, '');

/** The examples write an element's attributes in several orders. */
export const specified = (html: string) =>
  html.replace(/<input ([^>]*?)(?: \/)?>/g, (_, attributes: string) => {
    const checked = attributes.includes('checked') ? 'checked="" ' : '';
    return `<input type="checkbox" ${checked}disabled="" />`;
  });

export const withoutComments = (html: string) => html.replace(/<!--(?:-?>|[^]*?-->)\n?/g, '');

/** A page as specified, after our rules for links: an image is a link, a link that we do not allow is its text. */
export const byLinkPolicy = (html: string) => byDestination(imagesAsLinks(html));

export const byDestination = (html: string) =>
  html.replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs, (whole, href: string, text: string) =>
    isAllowedLink(href.replaceAll('&amp;', '&')) ? whole : text,
  );

const imagesAsLinks = (html: string) => html.replace(/<img src="([^"]*)" alt="([^"]*)"((?: title="[^"]*")?) \/>/g, asLink);

/** In a link, and where it leads nowhere, it is its text. */
const asLink = (_: string, source: string, alternative: string, title: string, at: number, html: string) => {
  const before = html.slice(0, at);
  const inLink = before.lastIndexOf('<a ') > before.lastIndexOf('</a>');
  const text = alternative || source;
  return inLink ? text : `<a href="${source}"${title}>${text}</a>`;
};
