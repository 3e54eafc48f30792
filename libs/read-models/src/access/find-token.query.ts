import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindToken, type TokenRecord } from '@stoa/contracts';
import { READ_MODELS, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import { LRUCache } from 'lru-cache';
import type { Member, Token } from './access.entities.ts';

/** Bounds what is remembered; tokens that exist, so nobody fills it from outside. */
const REMEMBERED = 10_000;

/**
 * Looks a token up with the roles and the suspension that its member has now. While the read model stays the same, so does what was found; where other
 * processes write it, what was found may be a second old. Who waited for a position gets what holds it, and so do all who come later.
 */
@QueryHandler(FindToken)
export class FindTokenHandler implements IQueryHandler<FindToken> {
  private readonly found = new LRUCache<string, TokenRecord>({ max: REMEMBERED });
  private version: string | undefined;
  /** How often all was forgotten: what was read before that is not kept. */
  private forgotten = 0;

  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ tokenId, after }: FindToken): Promise<TokenRecord | undefined> {
    const access = this.readModels.of('access');
    if (after) await access.waitFor(after);
    const version = versionOf(access);
    if (after || version === undefined || version !== this.version) this.forget();
    this.version = version;
    const known = this.found.get(tokenId);
    if (known) return known;
    const { forgotten } = this;
    const record = await find(access, tokenId);
    const isCurrent = forgotten === this.forgotten && version !== undefined && version === versionOf(access);
    if (record && isCurrent) this.found.set(tokenId, record);
    return record;
  }

  private forget(): void {
    this.forgotten++;
    this.found.clear();
  }
}

const versionOf = ({ version, recentVersion }: ServedReadModel): string | undefined => version ?? recentVersion;

async function find(access: ServedReadModel, tokenId: string): Promise<TokenRecord | undefined> {
  const [token] = await access.among<Token>('token', 'id', [tokenId]);
  if (!token) return undefined;
  const [member] = await access.among<Member>('member', 'id', [token.memberId]);
  const { id, memberId, secretHash, expiresAt, revoked } = token;
  const { displayName = '', roles = [], suspendedBecause: reason = null, suspendedUntil: until = null } = member ?? {};
  const suspension = reason === null ? null : { reason, until };
  return { tokenId: id, memberId, displayName, secretHash, expiresAt, revoked, suspension, roles };
}
