import { hkdfSync } from 'node:crypto';
import type { EventStream } from '@stoa/kernel';
import { RenderTokens, TrustedProxies, VisitorIdentity, type Salts, type TrackingSignal } from '@stoa/visitors';

/** How readers' views are taken. */
export interface ViewOptions {
  /** Part of every pseudonym: readers of two sites are never the same. */
  readonly site: string;
  readonly identity: VisitorIdentity;
  readonly tokens: RenderTokens;
  readonly trusted: TrustedProxies;
  /** The header in which a trusted proxy names the reader's country. */
  readonly countryHeader?: string | undefined;
  /** Which of the signals that a reader may send are honoured. */
  readonly honour: readonly TrackingSignal[];
  /** Bots that the operator knows beside those that everybody knows. */
  readonly bots: readonly RegExp[];
  /** Origins of other sites whose pages may tell views. */
  readonly origins: readonly string[];
  /** Where facts are kept until they are sealed. */
  readonly stream: Pick<EventStream, 'publish'>;
}

export interface ViewConfig {
  /** Addresses and CIDR blocks, separated by commas. */
  readonly trustedProxies: string;
  readonly countryHeader?: string | undefined;
  readonly viewOptOut: readonly TrackingSignal[];
  /** Words in user agents. */
  readonly bots: readonly string[];
  readonly viewOrigins: readonly string[];
}

/** How views are taken, from a process's configuration and the key of its site, from which that of the tickets follows. */
export function viewOptionsFrom(
  config: ViewConfig,
  salts: Salts,
  siteKey: Uint8Array,
  stream: ViewOptions['stream'],
): ViewOptions {
  return {
    site: 'stoa',
    identity: new VisitorIdentity(salts),
    tokens: new RenderTokens(new Uint8Array(hkdfSync('sha256', siteKey, '', 'stoa render tokens v1', 32))),
    trusted: TrustedProxies.parse(config.trustedProxies),
    countryHeader: config.countryHeader,
    honour: config.viewOptOut,
    bots: config.bots.map((word) => new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')),
    origins: config.viewOrigins,
    stream,
  };
}
