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
import {
  ROLES,
  Refusal,
  createdId,
  derivedId,
  forbidden,
  isAdmin,
  notFound,
  type Decider,
  type Principal,
  type Role,
} from '@stoa/kernel';

export type MemberCommand = RegisterMember | ChangeRoles | IssueToken | RevokeToken;

/** Bounds what one member's stream and a look at it cost. */
const MAX_LIVE_TOKENS = 100;

export class TooManyTokens extends Refusal {
  constructor() {
    super('validation-failed', `A member has at most ${MAX_LIVE_TOKENS} live tokens; revoke one first.`);
  }
}

export class AlreadyExpired extends Refusal {
  constructor() {
    super('validation-failed', 'This token would have expired already.', [
      { pointer: '/expiresAt', code: 'past', expected: 'a time to come, or null for none' },
    ]);
  }
}

interface Registered {
  memberId: string;
  roles: readonly Role[];
  /** Whether each token that was ever issued still opens anything. */
  tokens: Readonly<Record<string, 'live' | 'revoked'>>;
}
export type Member = { status: 'none' } | ({ status: 'registered' } & Registered);

/** Of the member too: the same key for two members is two tokens, never one that takes the other's place. */
export const tokenIdOf = ({ context, data }: IssueToken): string => derivedId(context.commandId, 'created', data.memberId);

const evolve = (member: Member, { type, data }: MemberEvent): Member => {
  if (type === MemberRegistered.type) return { status: 'registered', memberId: data.memberId, roles: data.roles, tokens: {} };
  if (member.status === 'none') return member;
  switch (type) {
    case MemberRolesChanged.type:
      return { ...member, roles: data.roles };
    case 'TokenIssued.v1':
      return { ...member, tokens: { ...member.tokens, [data.tokenId]: 'live' } };
    case 'TokenRevoked.v1':
      return { ...member, tokens: { ...member.tokens, [data.tokenId]: 'revoked' } };
  }
};

const decide = (command: MemberCommand, member: Member): MemberEvent[] => {
  const { context } = command;
  if (command.type === 'RegisterMember') {
    admin(context.principal);
    const { displayName, roles } = command.data;
    return member.status === 'none'
      ? [MemberRegistered({ memberId: createdId(context), displayName, roles: inOrder(roles) })]
      : [];
  }
  if (member.status === 'none') throw notFound('member');
  const { memberId, tokens } = member;
  switch (command.type) {
    case 'ChangeRoles': {
      admin(context.principal);
      const roles = inOrder(command.data.roles);
      return roles.join() === inOrder(member.roles).join() ? [] : [MemberRolesChanged({ memberId, roles })];
    }
    case 'IssueToken': {
      adminOrSelf(context.principal, member);
      const tokenId = tokenIdOf(command);
      if (tokens[tokenId]) return [];
      const { expiresAt } = command.data;
      if (expiresAt !== null && expiresAt <= context.occurredAt) throw new AlreadyExpired();
      if (Object.values(tokens).filter((state) => state === 'live').length >= MAX_LIVE_TOKENS) throw new TooManyTokens();
      return [TokenIssued({ ...command.data, memberId, tokenId })];
    }
    case 'RevokeToken': {
      adminOrSelf(context.principal, member);
      const { tokenId } = command.data;
      if (!tokens[tokenId]) throw notFound('token');
      return tokens[tokenId] === 'revoked' ? [] : [TokenRevoked({ memberId, tokenId })];
    }
  }
};

/** Each role once, so that the same set of roles is the same event. */
const inOrder = (roles: readonly Role[]): Role[] => ROLES.filter((role) => roles.includes(role));

function admin(principal: Principal): void {
  if (!isAdmin(principal)) throw forbidden('Only an admin can do this.');
}
function adminOrSelf(principal: Principal, { memberId }: Registered): void {
  if (principal.memberId !== memberId && !isAdmin(principal)) throw forbidden('Only an admin can do this for another member.');
}

export const memberDecider: Decider<Member, MemberCommand, MemberEvent> = { initial: { status: 'none' }, decide, evolve };
