import { Inject, Injectable } from '@nestjs/common';
import type { TokenRecord } from '@stoa/contracts';
import { sameSecret } from '@stoa/http';
import { forbidden, type Role } from '@stoa/kernel';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import { SessionSeal } from './session-seal.ts';
import { SESSION_SECONDS, sessionIn } from './session-cookie.ts';
import { Tokens } from './tokens.ts';

/** The member who reads a page, as of this request. */
export interface SignedIn {
  readonly memberId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly tokenId: string;
  /** What a form on the page must send as `formToken`. */
  readonly formToken: string;
  /** Where the views are that this member may see; only known for pages. */
  readonly dashboard?: string | undefined;
}

/** Sessions on the pages. A session is its cookie, and is worth what its token is worth at each request. */
@Injectable()
export class Sessions {
  private readonly seal: SessionSeal;

  constructor(
    @Inject(API_OPTIONS) { sessionKey }: ApiOptions,
    @Inject(Tokens) private readonly tokens: Tokens,
  ) {
    this.seal = new SessionSeal(sessionKey);
  }

  /** A new session, sealed. */
  begin({ tokenId, secretHash }: TokenRecord): string {
    return this.seal.seal({ tokenId, secretHash, expiresAt: this.tokens.now().getTime() + SESSION_SECONDS * 1000 });
  }

  /** Whose session a request carries; undefined for none, and for one that has ended. */
  async reader(cookies: string | undefined): Promise<SignedIn | undefined> {
    const sealed = sessionIn(cookies);
    const session = sealed === undefined ? undefined : this.seal.open(sealed);
    const record = session && (await this.tokens.ofSession(session));
    if (!record || sealed === undefined) return undefined;
    const { memberId, displayName, roles, tokenId } = record;
    return { memberId, displayName, roles, tokenId, formToken: this.seal.formToken(sealed) };
  }
}

/** Throws forbidden for a form that no page of this session holds. */
export function checkFormToken({ formToken }: SignedIn, body: unknown): void {
  const given = (body as { formToken?: unknown } | undefined)?.formToken;
  if (typeof given !== 'string' || !sameSecret(given, formToken))
    throw forbidden('This form is out of date: load the page again, then send it.');
}
