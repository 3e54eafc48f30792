import { hash } from 'node:crypto';
import type { ApiRequest } from '../api-request.ts';

/** Bounds what is remembered; only what opened something comes in, so nobody fills it from outside. */
const REMEMBERED = 10_000;

/** Credentials that opened something when they were last looked at, as digests; the one used longest ago is forgotten first. */
export class KnownCredentials {
  private readonly digests = new Set<string>();

  has(digest: string): boolean {
    return this.digests.has(digest);
  }

  add(digest: string): void {
    this.digests.delete(digest);
    this.digests.add(digest);
    if (this.digests.size <= REMEMBERED) return;
    const [oldest] = this.digests;
    this.digests.delete(oldest!);
  }

  remove(digest: string): void {
    this.digests.delete(digest);
  }
}

/** What a request's credentials are remembered by. */
export const credentialsDigest = ({ headers }: Pick<ApiRequest, 'headers'>): string =>
  hash('sha256', JSON.stringify([headers.authorization, headers['stoa-admin-secret']]), 'base64url');
