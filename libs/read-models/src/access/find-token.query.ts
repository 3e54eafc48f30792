import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindToken, type TokenRecord } from '@stoa/contracts';
import { READ_MODELS, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import { LRUCache } from 'lru-cache';
import type { Member, Token } from './access.entities.ts';

/** Bounds what is remembered; tokens that exist, so nobody fills it from outside. */
const REMEMBERED = 10_000;

/** Looks a token up with the roles and the suspension that its member has now. While the read model stays the same, so does what was found. */
@QueryHandler(FindToken)
export class FindTokenHandler implements IQueryHandler<FindToken> {
  private readonly found = new LRUCache<string, TokenRecord>({ max: REMEMBERED });
  private version: string | undefined;

  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ tokenId, after }: FindToken): Promise<TokenRecord | undefined> {
    const access = this.readModels.of('access');
    if (after) await access.waitFor(after);
    const { version } = access;
    if (this.found.size > 0 && (version === undefined || version !== this.version)) this.found.clear();
    this.version = version;
    const known = this.found.get(tokenId);
    if (known) return known;
    const record = await find(access, tokenId);
    if (record && version !== undefined && version === this.version) this.found.set(tokenId, record);
    return record;
  }
}

async function find(access: ServedReadModel, tokenId: string): Promise<TokenRecord | undefined> {
  const [token] = await access.among<Token>('token', 'id', [tokenId]);
  if (!token) return undefined;
  const [member] = await access.among<Member>('member', 'id', [token.memberId]);
  const { id, memberId, secretHash, expiresAt, revoked } = token;
  const { displayName = '', roles = [], suspendedBecause: reason = null, suspendedUntil: until = null } = member ?? {};
  const suspension = reason === null ? null : { reason, until };
  return { tokenId: id, memberId, displayName, secretHash, expiresAt, revoked, suspension, roles };
}
