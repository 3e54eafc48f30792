/**
 * Windows of other programs in which people read: desktop programs made with Electron and what social networks and messengers open links in.
 * crawler-user-agents lists several, since their companies' link previews bear the same names.
 */
const PEOPLES_APPS = /\bElectron\/|\b(?:Instagram|MetaIAB|FBAN|FBAV|Viber)\b|\bFluid\//;

/**
 * How programs name themselves by custom: behind `like Gecko; compatible;`, which no browser writes, or as fetchers and as agents "of a user". The packages
 * know most of them one by one, and a new one only once somebody has added it.
 */
const OUR_BOTS = /like Gecko; compatible;|-User\/\d|Fetcher\/\d/;

export const isPeoplesApp = (userAgent: string): boolean => PEOPLES_APPS.test(userAgent);
export const isOurBot = (userAgent: string): boolean => OUR_BOTS.test(userAgent);
