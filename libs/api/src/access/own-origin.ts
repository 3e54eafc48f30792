import type { IncomingHttpHeaders } from 'node:http';
import { forbidden } from '@stoa/kernel';

/**
 * The origin of the page that sent a form, which must be the site itself: its host is the request's. Its scheme is that of the page, since a proxy in
 * front may speak HTTPS where this process does not. Throws forbidden for forms of other sites, and of clients that do not say.
 */
export function ownOrigin({ origin, host }: IncomingHttpHeaders): URL {
  const from = origin !== undefined && /^https?:\/\//.test(origin) && URL.canParse(origin) ? new URL(origin) : undefined;
  if (!from || !host || !URL.canParse(`${from.protocol}//${host}`)) throw foreign();
  if (new URL(`${from.protocol}//${host}`).origin !== from.origin) throw foreign();
  return from;
}

const foreign = () => forbidden('This form must be sent from a page of this site.');
