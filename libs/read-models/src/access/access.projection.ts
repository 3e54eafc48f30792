import {
  MemberRegistered,
  MemberReinstated,
  MemberRenamed,
  MemberRolesChanged,
  MemberSuspended,
  TokenIssued,
  TokenRevoked,
} from '@stoa/contracts';
import { keyed, projection } from '@stoa/kernel';
import { Member, Token } from './access.entities.ts';

const member = ({ data }: { data: { memberId: string } }) => ({ member: { keys: [data.memberId] } });

/** Access rights: members with their roles and suspensions, and tokens. */
export const access = projection('access', { member: keyed(Member), token: keyed(Token) }, (when) => [
  when(MemberRegistered, ({ data: { memberId: id, displayName, roles } }, rows) =>
    rows.member.put({ id, displayName, roles, suspendedBecause: null, suspendedUntil: null }),
  ),
  when(MemberRenamed, ({ data: { memberId, displayName } }, rows) => rows.member.change(memberId, { displayName }), member),
  when(MemberRolesChanged, ({ data: { memberId, roles } }, rows) => rows.member.change(memberId, { roles }), member),
  when(
    MemberSuspended,
    ({ data: { memberId, reason, until } }, rows) =>
      rows.member.change(memberId, { suspendedBecause: reason, suspendedUntil: until }),
    member,
  ),
  when(
    MemberReinstated,
    ({ data }, rows) => rows.member.change(data.memberId, { suspendedBecause: null, suspendedUntil: null }),
    member,
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
