import * as contracts from '@stoa/contracts';
import { sha256 } from '@stoa/kernel';
import { commandBuilder, eventBuilder } from './building.ts';
import { ada, admin, idOf, moderator } from './circumstances.ts';

const member = { memberId: ada.memberId };
export const tokenId = idOf('token');
const token = { secretHash: sha256('a secret'), label: 'laptop', expiresAt: null };

export const memberRegistered = eventBuilder(contracts.MemberRegistered, {
  ...member,
  displayName: 'Ada Lindqvist',
  roles: ['member'],
});
export const memberRenamed = eventBuilder(contracts.MemberRenamed, { ...member, displayName: 'Ada Lind' });
export const memberRolesChanged = eventBuilder(contracts.MemberRolesChanged, { ...member, roles: ['member', 'moderator'] });
const suspension = { reason: 'Advertising', until: null };
export const memberSuspended = eventBuilder(contracts.MemberSuspended, {
  ...member,
  moderatorId: moderator.memberId,
  ...suspension,
});
export const memberReinstated = eventBuilder(contracts.MemberReinstated, { ...member, moderatorId: moderator.memberId });
export const tokenIssued = eventBuilder(contracts.TokenIssued, { ...member, tokenId, ...token });
export const tokenRevoked = eventBuilder(contracts.TokenRevoked, { ...member, tokenId });

export const registerMember = commandBuilder(contracts.RegisterMember, { displayName: 'Ada Lindqvist' }, { by: admin });
export const changeRoles = commandBuilder(contracts.ChangeRoles, { ...member, roles: ['member', 'moderator'] }, { by: admin });
export const suspendMember = commandBuilder(contracts.SuspendMember, { ...member, ...suspension }, { by: moderator });
export const reinstateMember = commandBuilder(contracts.ReinstateMember, member, { by: moderator });
export const issueToken = commandBuilder(contracts.IssueToken, { ...member, ...token });
export const revokeToken = commandBuilder(contracts.RevokeToken, { ...member, tokenId });
