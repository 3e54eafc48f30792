/** Nobody's: only serves to see whether an address leaves the site. */
const SITE = 'http://site.invalid';
const MAX_LENGTH = 2000;
const NOT_AFTER_SIGN_IN = new Set(['/sign-in', '/sign-out']);

/**
 * Where to go after signing in: a path of this site, as a browser would read it. Everything else, whatever it looks like, comes to the start page: other
 * hosts (also as `//host`, `/\\host`, with tabs or with dots that vanish), other schemes, what is too long.
 */
export function nextPath(next: string | undefined): string {
  if (next === undefined || next.length > MAX_LENGTH || !next.startsWith('/') || !URL.canParse(next, SITE)) return '/';
  const { origin, pathname, search } = new URL(next, SITE);
  if (origin !== SITE || pathname.startsWith('//') || NOT_AFTER_SIGN_IN.has(pathname)) return '/';
  return pathname + search;
}

/** The page for signing in, from which one comes back to an address. */
export function signInPath(from: string): string {
  const next = nextPath(from);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
