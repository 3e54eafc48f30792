import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindToken, type TokenRecord } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import type { Member, Token } from './access.entities.ts';

@QueryHandler(FindToken)
export class FindTokenHandler implements IQueryHandler<FindToken> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ tokenId, after }: FindToken): Promise<TokenRecord | undefined> {
    const rows = this.readModels.of('access');
    if (after) await rows.waitFor(after);
    const [token] = await rows.among<Token>('token', 'id', [tokenId]);
    if (!token) return undefined;
    const [member] = await rows.among<Member>('member', 'id', [token.memberId]);
    const { id, memberId, secretHash, expiresAt, revoked } = token;
    return { tokenId: id, memberId, secretHash, expiresAt, revoked, roles: member?.roles ?? [] };
  }
}
