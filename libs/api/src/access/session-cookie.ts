import { cookieIn } from '@stoa/http';

/** Sessions end after twelve hours and are never renewed. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Browsers take the first name over HTTPS and from this machine only, bound to this host; the other one over plain HTTP. */
const SECURE = '__Host-stoa-session';
const PLAIN = 'stoa-session';

/** The sealed session that a request carries. */
export const sessionIn = (cookies: string | undefined): string | undefined =>
  cookies === undefined ? undefined : (cookieIn(cookies, SECURE) ?? cookieIn(cookies, PLAIN));

/** Set-Cookie for a new session. `origin` is where the page came from. */
export const sessionCookie = (sealed: string, origin: URL): string => cookie(isSecure(origin), sealed, SESSION_SECONDS);

/** Set-Cookie, twice: the session may have begun under either name. */
export const noSessionCookies = (origin: URL): string[] =>
  isSecure(origin) ? [cookie(true, '', 0), cookie(false, '', 0)] : [cookie(false, '', 0)];

const cookie = (secure: boolean, value: string, maxAge: number): string =>
  `${secure ? SECURE : PLAIN}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const isSecure = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || LOOPBACK.test(hostname);
