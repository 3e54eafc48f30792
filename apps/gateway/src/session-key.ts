import { hkdfSync } from 'node:crypto';

/** The key of readers' sessions. It follows from the secret that all processes of a site share, so that every gateway opens what another sealed. */
export const sessionKeyFrom = (serviceSecret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', serviceSecret, '', 'stoa sessions of readers v1', 32));
