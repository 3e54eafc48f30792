import type { EventStream } from '@stoa/kernel';
import type { RenderTokens, TrackingSignal, TrustedProxies, VisitorIdentity } from '@stoa/visitors';

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
