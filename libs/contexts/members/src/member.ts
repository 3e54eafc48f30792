import {
  MemberRegistered,
  MemberReinstated,
  MemberRolesChanged,
  MemberSuspended,
  TokenIssued,
  TokenRevoked,
  holdsAt,
  type ChangeRoles,
  type IssueToken,
  type MemberEvent,
  type RegisterMember,
  type ReinstateMember,
  type RevokeToken,
  type SuspendMember,
  type Suspension,
} from '@stoa/contracts';
import {
  ROLES,
  Refusal,
  createdId,
  derivedId,
  forbidden,
  isAdmin,
  isModerator,
  notFound,
  type Decider,
  type Principal,
  type Role,
} from '@stoa/kernel';

export type MemberCommand = RegisterMember | ChangeRoles | SuspendMember | ReinstateMember | IssueToken | RevokeToken;

/** Bounds what one member's stream and a look at it cost. */
const MAX_LIVE_TOKENS = 100;

export class TooManyTokens extends Refusal {
  constructor() {
    super('validation-failed', `A member has at most ${MAX_LIVE_TOKENS} live tokens; revoke one first.`);
  }
}

export class AlreadyExpired extends Refusal {
  constructor(what: string, pointer: string) {
    super('validation-failed', `This ${what} would have ended already.`, [
      { pointer, code: 'past', expected: 'a time to come, or null for none' },
    ]);
  }
}

interface Registered {
  memberId: string;
  displayName: string;
  roles: readonly Role[];
  /** The last one that nobody ended; it may have ended by itself. */
  suspension: (Suspension & { since: string; moderatorId: string }) | null;
  /** Whether each token that was ever issued still opens anything. */
  tokens: Readonly<Record<string, 'live' | 'revoked'>>;
}
export type Member = { status: 'none' } | ({ status: 'registered' } & Registered);

/** Of the member too: the same key for two members is two tokens, never one that takes the other's place. */
export const tokenIdOf = ({ context, data }: IssueToken): string => derivedId(context.commandId, 'created', data.memberId);

const evolve = (member: Member, { type, data }: MemberEvent, occurredAt: string): Member => {
  if (type === MemberRegistered.type) {
    const { memberId, displayName, roles } = data;
    return { status: 'registered', memberId, displayName, roles, suspension: null, tokens: {} };
  }
  if (member.status === 'none') return member;
  switch (type) {
    case 'MemberRenamed.v1':
      return { ...member, displayName: data.displayName };
    case MemberRolesChanged.type:
      return { ...member, roles: data.roles };
    case 'MemberSuspended.v1': {
      const { reason, until, moderatorId } = data;
      return { ...member, suspension: { reason, until, since: occurredAt, moderatorId } };
    }
    case 'MemberReinstated.v1':
      return { ...member, suspension: null };
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
    case 'SuspendMember':
      moderatorOver(context.principal, member);
      return suspend(command, member);
    case 'ReinstateMember':
      moderatorOver(context.principal, member);
      return isSuspended(member, context.occurredAt)
        ? [MemberReinstated({ memberId, moderatorId: context.principal.memberId })]
        : [];
    case 'IssueToken': {
      adminOrSelf(context.principal, member);
      const tokenId = tokenIdOf(command);
      if (tokens[tokenId]) return [];
      const { expiresAt } = command.data;
      if (expiresAt !== null && expiresAt <= context.occurredAt) throw new AlreadyExpired('token', '/expiresAt');
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

function suspend({ data, context }: SuspendMember, member: Registered): MemberEvent[] {
  const { memberId, reason, until } = data;
  const { principal, occurredAt } = context;
  if (principal.memberId === memberId) throw new Refusal('own-content', 'Nobody suspends themselves.');
  if (until !== null && until <= occurredAt) throw new AlreadyExpired('suspension', '/until');
  const { suspension } = member;
  if (isSuspended(member, occurredAt) && suspension?.reason === reason && suspension.until === until) return [];
  return [MemberSuspended({ memberId, moderatorId: principal.memberId, reason, until })];
}

const isSuspended = ({ suspension }: Registered, now: string): boolean => suspension !== null && holdsAt(suspension, now);

/** Each role once, so that the same set of roles is the same event. */
const inOrder = (roles: readonly Role[]): Role[] => ROLES.filter((role) => roles.includes(role));

function admin(principal: Principal): void {
  if (!isAdmin(principal)) throw forbidden('Only an admin can do this.');
}
/** Moderators over members; over moderators and admins, only admins. */
function moderatorOver(principal: Principal, { roles }: Registered): void {
  if (!isModerator(principal)) throw forbidden('Only a moderator can do this.');
  if (isModerator({ memberId: '', roles }) && !isAdmin(principal)) throw forbidden('Only an admin can do this to a moderator.');
}
function adminOrSelf(principal: Principal, { memberId }: Registered): void {
  if (principal.memberId !== memberId && !isAdmin(principal)) throw forbidden('Only an admin can do this for another member.');
}

export const memberDecider: Decider<Member, MemberCommand, MemberEvent> = { initial: { status: 'none' }, decide, evolve };
