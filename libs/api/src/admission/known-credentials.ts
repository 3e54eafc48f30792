import { hash } from 'node:crypto';
import type { ApiRequest } from '../api-request.ts';

/** Bounds what is remembered; only what opened something comes in, so nobody fills it from outside. */
const REMEMBERED = 10_000;

/** Credentials that opened something when they were last looked at, as digests; the one used longest ago is forgotten first. */
export class KnownCredentials {
  private readonly digests = new Set<string>();

  has(request: Pick<ApiRequest, 'headers'>): boolean {
    return this.digests.has(digestOf(request));
  }

  add(request: Pick<ApiRequest, 'headers'>): void {
    const digest = digestOf(request);
    this.digests.delete(digest);
    this.digests.add(digest);
    const [oldest] = this.digests;
    if (this.digests.size > REMEMBERED && oldest !== undefined) this.digests.delete(oldest);
  }

  remove(request: Pick<ApiRequest, 'headers'>): void {
    this.digests.delete(digestOf(request));
  }
}

const digestOf = ({ headers }: Pick<ApiRequest, 'headers'>): string =>
  hash('sha256', JSON.stringify([headers.authorization, headers['stoa-admin-secret']]), 'base64url');
