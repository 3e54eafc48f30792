import {
  MemberRegistered,
  MemberRolesChanged,
  TokenIssued,
  TokenRevoked,
  type ChangeRoles,
  type IssueToken,
  type MemberEvent,
  type RegisterMember,
  type RevokeToken,
} from '@stoa/contracts';
import { Refusal, createdId, forbidden, isAdmin, notFound, type Decider, type Role } from '@stoa/kernel';

export type MemberCommand = RegisterMember | ChangeRoles | IssueToken | RevokeToken;

export type Member =
  | { status: 'none' }
  | {
      status: 'registered';
      memberId: string;
      displayName: string;
      roles: Role[];
      tokens: ReadonlyMap<string, 'live' | 'revoked'>;
    };

/** Bounds what one member's stream and a look at it cost. */
const MAX_LIVE_TOKENS = 100;

const evolve = (member: Member, { type, data }: MemberEvent): Member => {
  if (type === 'MemberRegistered.v1') return { status: 'registered', ...data, tokens: new Map() };
  if (member.status === 'none') return member;
  switch (type) {
    case 'MemberRolesChanged.v1':
      return { ...member, roles: data.roles };
    case 'TokenIssued.v1':
      return { ...member, tokens: new Map(member.tokens).set(data.tokenId, 'live') };
    case 'TokenRevoked.v1':
      return { ...member, tokens: new Map(member.tokens).set(data.tokenId, 'revoked') };
  }
};

const decide = (command: MemberCommand, member: Member): MemberEvent[] => {
  const { principal } = command.context;
  if (command.type === 'RegisterMember') {
    if (!isAdmin(principal)) throw forbidden('Only an admin can register members.');
    return member.status === 'none' ? [MemberRegistered({ memberId: createdId(command.context), ...command.data })] : [];
  }
  if (member.status === 'none') throw notFound('member');
  const { memberId } = member;
  const own = principal.memberId === memberId;
  switch (command.type) {
    case 'ChangeRoles':
      if (!isAdmin(principal)) throw forbidden('Only an admin can change roles.');
      return [...member.roles].sort().join() === [...command.data.roles].sort().join() ? [] : [MemberRolesChanged(command.data)];
    case 'IssueToken': {
      if (!own && !isAdmin(principal)) throw forbidden('Only an admin can issue tokens for others.');
      const live = [...member.tokens.values()].filter((state) => state === 'live').length;
      if (live >= MAX_LIVE_TOKENS)
        throw new Refusal('validation-failed', `A member has at most ${MAX_LIVE_TOKENS} live tokens; revoke one first.`);
      const { secretHash, label, expiresAt } = command.data;
      return [TokenIssued({ memberId, tokenId: createdId(command.context), secretHash, label, expiresAt })];
    }
    case 'RevokeToken': {
      if (!own && !isAdmin(principal)) throw forbidden('Only an admin can revoke tokens of others.');
      const { tokenId } = command.data;
      if (!member.tokens.has(tokenId)) throw notFound('token');
      return member.tokens.get(tokenId) === 'revoked' ? [] : [TokenRevoked({ memberId, tokenId })];
    }
  }
};

export const memberDecider: Decider<Member, MemberCommand, MemberEvent> = { initial: { status: 'none' }, decide, evolve };
