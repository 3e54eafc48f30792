import { QueryMessage, type Position, type Role } from '@stoa/kernel';

/** What a bearer token of this id stands for; undefined for none. Whether it is revoked or expired is for the caller to judge. `after`: wait until rights have seen that position. */
export class FindToken extends QueryMessage<TokenRecord | undefined> {
  constructor(
    readonly tokenId: string,
    readonly after?: Position,
  ) {
    super();
  }
}
export interface TokenRecord {
  tokenId: string;
  memberId: string;
  secretHash: string;
  expiresAt: string | null;
  revoked: boolean;
  roles: Role[];
}
