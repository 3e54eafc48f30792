import type { Body, Difference } from './same-body.ts';
import { MENDS } from './mends.ts';

/** The Markdown that stands for a body, and where it comes from. */
export interface ChosenBody {
  readonly markdown: string;
  readonly way: 'asWritten' | 'mended' | 'fromHtml';
  /** What was mended, or why the Markdown of the history was not taken. */
  readonly reasons: readonly string[];
}

/** Why Markdown as it was written, and mended, does not do. */
export const WHY: Record<Difference | 'none', string> = {
  none: 'no Markdown in the dump',
  text: 'Markdown that reads as another text',
  blocks: 'Markdown of which other blocks come',
  formatting: 'Markdown of which other links or formatting come',
};

/**
 * The Markdown of a post whose page is `body`: as it was written where it gives the same text and blocks; else with the mends that it needs, where
 * those give them; else made of the HTML.
 */
export function chooseBody(body: Body, written: string | undefined): ChosenBody {
  if (written === undefined) return { markdown: body.markdown, way: 'fromHtml', reasons: [WHY.none] };
  const difference = body.difference(written);
  if (difference === undefined) return { markdown: written, way: 'asWritten', reasons: [] };
  const { markdown, reasons } = mended(written, body.html);
  if (reasons.length > 0 && body.difference(markdown) === undefined) return { markdown, way: 'mended', reasons };
  return { markdown: body.markdown, way: 'fromHtml', reasons: [WHY[difference]] };
}

function mended(written: string, html: string): { markdown: string; reasons: string[] } {
  const reasons: string[] = [];
  let markdown = written;
  for (const { name, apply } of MENDS) {
    const next = apply(markdown, html);
    if (next !== markdown) reasons.push(name);
    markdown = next;
  }
  return { markdown, reasons };
}
