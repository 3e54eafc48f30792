import type { ViewReader } from '@stoa/contracts';
import { sha256 } from '@stoa/kernel';
import { between, oneOf, weighted, type Random } from '../chance.ts';
import type { Place } from './places.ts';

type Browsing = Pick<ViewReader, 'browser' | 'os' | 'device' | 'screen'>;

const DESKTOPS: readonly (readonly [number, Browsing])[] = [
  [30, { browser: 'Chrome', os: 'Windows', device: 'desktop', screen: 'large' }],
  [14, { browser: 'Chrome', os: 'macOS', device: 'desktop', screen: 'large' }],
  [12, { browser: 'Safari', os: 'macOS', device: 'desktop', screen: 'large' }],
  [9, { browser: 'Firefox', os: 'Windows', device: 'desktop', screen: 'large' }],
  [9, { browser: 'Firefox', os: 'Linux', device: 'desktop', screen: 'large' }],
  [11, { browser: 'Edge', os: 'Windows', device: 'desktop', screen: 'large' }],
  [2, { browser: 'Opera', os: 'Windows', device: 'desktop', screen: 'large' }],
  [2, { browser: 'Chrome', os: 'ChromeOS', device: 'desktop', screen: 'medium' }],
];
const HANDHELDS: readonly (readonly [number, Browsing])[] = [
  [30, { browser: 'Chrome', os: 'Android', device: 'phone', screen: 'small' }],
  [31, { browser: 'Safari', os: 'iOS', device: 'phone', screen: 'small' }],
  [5, { browser: 'Samsung Internet', os: 'Android', device: 'phone', screen: 'small' }],
  [3, { browser: 'Firefox', os: 'Android', device: 'phone', screen: 'small' }],
  [6, { browser: 'Safari', os: 'iOS', device: 'tablet', screen: 'medium' }],
];

export const pseudonymOf = (...parts: readonly (string | number)[]): string => sha256(JSON.stringify(parts)).slice(0, 16);

/** A reader of one day; in the evening and at weekends more of them hold a phone. */
export function readerOf(random: Random, day: number, { country, languages }: Place, atLeisure: boolean): ViewReader {
  const browsing = weighted(random, random() < (atLeisure ? 0.62 : 0.3) ? HANDHELDS : DESKTOPS);
  const who = random();
  // A few offices and universities have one address for all.
  const network = random() < 0.06 ? between(random, 1, 8) : who;
  return {
    visitor: pseudonymOf('visitor', day, who),
    network: pseudonymOf('network', day, network),
    ...browsing,
    bot: null,
    country,
    language: oneOf(random, languages),
  };
}

/** A member has one pseudonym from everywhere, and is a network of their own. */
export function memberReader(random: Random, day: number, memberId: string): ViewReader {
  const pseudonym = pseudonymOf('member', day, memberId);
  return { ...weighted(random, DESKTOPS), visitor: pseudonym, network: pseudonym, bot: null, country: null, language: 'en' };
}
