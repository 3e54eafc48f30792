import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { FindToken, holdsAt, type TokenRecord } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { API_OPTIONS, nowOf, type ApiOptions } from '../api.options.ts';
import type { Session } from './session-seal.ts';
import { parseToken, secretMatches } from './token.ts';

/** What the secret of an unknown token is compared with, so that it takes as long as a known one's. */
const NO_HASH = '0'.repeat(64);

/** Judges tokens, for the API's bearers and for sessions on the pages alike. */
@Injectable()
export class Tokens {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** The record of a token as a client sends it. Throws unauthenticated for one that opens nothing. */
  async ofText(text: string): Promise<TokenRecord> {
    const token = parseToken(text);
    const record = token && (await this.find(token.tokenId));
    if (!secretMatches(token?.secret ?? '', record?.secretHash ?? NO_HASH) || !record)
      throw unauthenticated('This token is not valid.');
    const fault = this.faultOf(record);
    if (fault) throw unauthenticated(fault);
    return record;
  }

  /** The record of the token that a session began with; undefined where it, or the session, opens nothing any more. */
  async ofSession({ tokenId, secretHash, expiresAt }: Session): Promise<TokenRecord | undefined> {
    if (expiresAt <= this.now().getTime()) return undefined;
    const record = await this.find(tokenId);
    return record && record.secretHash === secretHash && !this.faultOf(record) ? record : undefined;
  }

  /** Throws suspended where the token's member is, at this moment. */
  refuseSuspended({ suspension }: TokenRecord): void {
    if (!suspension || !holdsAt(suspension, this.now().toISOString())) return;
    const { reason, until } = suspension;
    throw new Refusal('suspended', `You are suspended${until === null ? '' : ` until ${until}`}. Reason: ${reason}`);
  }

  now(): Date {
    return nowOf(this.options);
  }

  private faultOf({ revoked, expiresAt }: TokenRecord): string | undefined {
    if (revoked) return 'This token was revoked.';
    return expiresAt !== null && expiresAt <= this.now().toISOString() ? 'This token has expired.' : undefined;
  }

  private find(tokenId: string): Promise<TokenRecord | undefined> {
    return this.queries.execute(new FindToken({ tokenId }));
  }
}

export const unauthenticated = (sentence: string): Refusal => new Refusal('unauthenticated', sentence);
