import type { ReadinessCheck } from '@stoa/http';

export const EDGE_OPTIONS = Symbol('EdgeOptions');

export interface EdgeOptions {
  /** Makes whoever shows it from this machine an admin; it is in a file that only the data folder's owner can read. */
  readonly adminSecret?: string;
  readonly readiness?: readonly ReadinessCheck[];
  readonly now?: () => Date;
}
