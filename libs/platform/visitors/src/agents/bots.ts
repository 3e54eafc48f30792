import { isbot } from 'isbot';
import { crawlerNameOf } from './crawlers.ts';
import { isOurBot, isPeoplesApp } from './our-words.ts';

/** The name of a bot, 'other' for one without a name, null for what people read with. */
export function botNameOf(userAgent: string): string | null {
  const certain = isbot(userAgent) || isOurBot(userAgent);
  if (!certain && isPeoplesApp(userAgent)) return null;
  return crawlerNameOf(userAgent) ?? (certain ? 'other' : null);
}
