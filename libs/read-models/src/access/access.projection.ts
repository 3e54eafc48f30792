import { MemberRegistered, MemberRolesChanged, TokenIssued, TokenRevoked } from '@stoa/contracts';
import { keyed, projection } from '@stoa/kernel';
import { Member, Token } from './access.entities.ts';

/** Access rights: members with their roles, and tokens. */
export const access = projection('access', { member: keyed(Member), token: keyed(Token) }, (when) => [
  when(MemberRegistered, ({ data: { memberId: id, displayName, roles } }, rows) => rows.member.put({ id, displayName, roles })),
  when(
    MemberRolesChanged,
    ({ data: { memberId, roles } }, rows) => rows.member.change(memberId, { roles }),
    ({ data }) => ({ member: { keys: [data.memberId] } }),
  ),
  when(TokenIssued, ({ data: { tokenId: id, memberId, secretHash, expiresAt } }, rows) =>
    rows.token.put({ id, memberId, secretHash, expiresAt, revoked: false }),
  ),
  when(
    TokenRevoked,
    ({ data }, rows) => rows.token.change(data.tokenId, { revoked: true }),
    ({ data }) => ({ token: { keys: [data.tokenId] } }),
  ),
]);
