import type { Rates, ReadinessCheck } from '@stoa/http';
import type { SharedLimiter } from './admission/rate-limiters.ts';
import type { ViewOptions } from './views/view-options.ts';

export const API_OPTIONS = Symbol('ApiOptions');

export interface ApiOptions {
  /** Grants the admin role to a request that carries it. */
  readonly adminSecret?: string;
  /**
   * From where it is accepted; default: from this machine only, which is right for the secret in the data folder, a file that its owner
   * alone can read. One that an operator has configured for several machines may come from anywhere.
   */
  readonly adminSecretFrom?: 'loopback' | 'anywhere';
  readonly views: ViewOptions;
  /** Seals the sessions of readers: 32 bytes or more, the same in all processes that serve a site. Another one ends all sessions. */
  readonly sessionKey: Uint8Array;
  /** Default: none. */
  readonly rates?: Rates;
  /** Counts members' rates for all processes that serve a site. Default: each process counts for itself. */
  readonly sharedLimiter?: SharedLimiter;
  readonly readiness?: readonly ReadinessCheck[];
  readonly now?: () => Date;
}

export const nowOf = ({ now }: ApiOptions): Date => now?.() ?? new Date();

/** The present day, YYYY-MM-DD. */
export const dayOf = (options: ApiOptions): string => nowOf(options).toISOString().slice(0, 10);
