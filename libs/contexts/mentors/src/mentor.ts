import {
  ExpertiseAdded,
  ExpertiseDropped,
  MentorProfileChanged,
  MentorRegistered,
  MentorUnverified,
  MentorVerified,
  identityOf,
  isSameIdentity,
  mentorIdOf,
  topicKeyOf,
  type AddExpertise,
  type ChangeMentorProfile,
  type DropExpertise,
  type MentorEvent,
  type MentorIdentity,
  type RegisterMentor,
  type UnverifyMentor,
  type VerifyMentor,
} from '@stoa/contracts';
import { Refusal, canonicalJson, forbidden, isModerator, notFound, type Decider, type Of, type Principal } from '@stoa/kernel';

export type MentorCommand = RegisterMentor | ChangeMentorProfile | AddExpertise | DropExpertise | VerifyMentor | UnverifyMentor;

type Verification = NonNullable<Of<typeof MentorUnverified>['data']['former']>;
type Profile = Omit<Of<typeof MentorProfileChanged>['data'], 'mentorId' | 'memberId'>;
interface Registered {
  mentorId: string;
  memberId: string;
  handle: string;
  profile: Profile;
  expertise: { key: string; name: string }[];
  /** Of the name, title and company that the profile shows; it ends when one of them changes. */
  verified: Verification | null;
}
export type Mentor = { status: 'none' } | ({ status: 'registered' } & Registered);

/** What registering looks up: whether the caller is a member that we know. */
export interface MentorFacts {
  isMember?: boolean;
}

export class AlreadyMentor extends Refusal {
  constructor(handle: string) {
    super('revision-conflict', `You are a mentor already, as ${handle}; change the profile instead.`);
  }
}

/** A mentor claims to know at most this many topics. */
const MAX_EXPERTISE = 30;

export class TooMuchExpertise extends Refusal {
  constructor() {
    super('validation-failed', `A mentor has at most ${MAX_EXPERTISE} topics of expertise; drop one first.`);
  }
}

const evolve = (mentor: Mentor, { type, data }: MentorEvent, occurredAt: string, principal?: string): Mentor => {
  if (type === MentorRegistered.type) {
    const { mentorId, memberId, handle, ...profile } = data;
    return { status: 'registered', mentorId, memberId, handle, profile, expertise: [], verified: null };
  }
  if (mentor.status === 'none') return mentor;
  switch (type) {
    case MentorProfileChanged.type: {
      const { mentorId: _mentor, memberId: _member, ...profile } = data;
      // Also in logs from before a verification was taken back by an event of its own.
      return { ...mentor, profile, verified: isSameIdentity(profile, mentor.profile) ? mentor.verified : null };
    }
    case 'ExpertiseAdded.v1':
      return { ...mentor, expertise: [...mentor.expertise, { key: data.topic, name: data.name }] };
    case 'ExpertiseDropped.v1':
      return { ...mentor, expertise: mentor.expertise.filter(({ key }) => key !== data.topic) };
    case MentorVerified.type: {
      const { evidence, verifierId, identity } = data;
      return { ...mentor, verified: verification(evidence, verifierId ?? principal, identity ?? mentor.profile, occurredAt) };
    }
    case MentorUnverified.type:
      return { ...mentor, verified: null };
  }
};

const decide = (command: MentorCommand, mentor: Mentor, facts: MentorFacts): MentorEvent[] => {
  const { principal } = command.context;
  if (command.type === 'RegisterMentor') return register(command, mentor, facts);
  if (mentor.status === 'none') throw notFound('mentor');
  const { mentorId, memberId, expertise, verified } = mentor;
  const id = { mentorId, memberId };
  switch (command.type) {
    case 'ChangeMentorProfile':
      ownerOrModerator(principal, mentor);
      return changeProfile(command, mentor);
    case 'AddExpertise': {
      ownerOrModerator(principal, mentor);
      const topic = topicKeyOf(command.data.topic);
      if (expertise.some(({ key }) => key === topic)) return [];
      if (expertise.length >= MAX_EXPERTISE) throw new TooMuchExpertise();
      return [ExpertiseAdded({ ...id, topic, name: command.data.topic })];
    }
    case 'DropExpertise': {
      ownerOrModerator(principal, mentor);
      const { topic } = command.data;
      return expertise.some(({ key }) => key === topic) ? [ExpertiseDropped({ ...id, topic })] : [];
    }
    case 'VerifyMentor': {
      moderator(principal);
      if (principal.memberId === memberId) throw new Refusal('own-content', 'Nobody verifies themselves.');
      const { evidence } = command.data;
      if (verified?.evidence === evidence) return [];
      return [MentorVerified({ ...id, evidence, verifierId: principal.memberId, identity: identityOf(mentor.profile) })];
    }
    case 'UnverifyMentor':
      moderator(principal);
      return verified ? [MentorUnverified({ ...id, reason: 'taken-back', former: verified })] : [];
  }
};

function register({ data, context }: RegisterMentor, mentor: Mentor, { isMember = false }: MentorFacts): MentorEvent[] {
  if (mentor.status === 'registered') {
    if (same({ handle: mentor.handle, ...mentor.profile }, data)) return [];
    throw new AlreadyMentor(mentor.handle);
  }
  if (!isMember) throw forbidden('Only a registered member can become a mentor.');
  const { memberId } = context.principal;
  return [MentorRegistered({ mentorId: mentorIdOf(memberId), memberId, ...data })];
}

function changeProfile({ data }: ChangeMentorProfile, { mentorId, memberId, profile, verified }: Registered): MentorEvent[] {
  const {
    displayName = profile.displayName,
    title = profile.title,
    company = profile.company,
    yearsOfExperience = profile.yearsOfExperience,
    bio = profile.bio,
    links = profile.links,
  } = data;
  const changed = { displayName, title, company, yearsOfExperience, bio, links };
  if (same(changed, profile)) return [];
  const ended = verified !== null && !isSameIdentity(changed, profile);
  return [
    MentorProfileChanged({ mentorId, memberId, ...changed }),
    ...(ended ? [MentorUnverified({ mentorId, memberId, reason: 'profile-changed', former: verified })] : []),
  ];
}

const verification = (
  evidence: Verification['evidence'],
  verifierId: string | undefined,
  identity: MentorIdentity,
  since: string,
): Verification => ({ evidence, verifierId: verifierId ?? null, identity: identityOf(identity), since });

function ownerOrModerator(principal: Principal, { memberId }: Registered): void {
  if (principal.memberId !== memberId && !isModerator(principal)) throw forbidden('Only the mentor or a moderator can do this.');
}
function moderator(principal: Principal): void {
  if (!isModerator(principal)) throw forbidden('Only a moderator can do this.');
}
const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);

export const mentorDecider: Decider<Mentor, MentorCommand, MentorEvent, MentorFacts> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
