import type { Tally } from '../tally.ts';
import { chooseBody } from './choose-body.ts';
import type { Body } from './same-body.ts';

/** A body as the history left it, if it has one, cleaned; and how to clean another. */
export interface WrittenBody {
  readonly post: number;
  readonly markdown: string | undefined;
  readonly clean: (markdown: string) => string;
}

/** The Markdown to store for a post's last body; counts where it comes from, and whether it gives the page that the post had. */
export function settleBody(
  page: Body,
  { post, markdown, clean }: WrittenBody,
  { bodies, bodyReasons, differing }: Tally,
): string {
  if (markdown !== undefined && page.html.trim() === '') {
    bodies.asWritten++;
    return markdown;
  }
  const chosen = chooseBody(page, markdown);
  bodies[chosen.way]++;
  for (const reason of chosen.reasons) bodyReasons.add(reason);
  if (chosen.way === 'asWritten') return chosen.markdown;
  const stored = clean(chosen.markdown);
  const difference = chosen.way === 'fromHtml' || stored !== chosen.markdown ? page.difference(stored) : undefined;
  if (difference !== undefined && page.blocks.length > 0) differing.add(post, difference);
  return stored;
}
