import {
  ExpertiseAdded,
  ExpertiseDropped,
  MentorProfileChanged,
  MentorRegistered,
  MentorUnverified,
  MentorVerified,
  mentorIdOf,
  topicKeyOf,
  type AddExpertise,
  type ChangeMentorProfile,
  type DropExpertise,
  type MentorEvent,
  type RegisterMentor,
  type UnverifyMentor,
  type VerifyMentor,
} from '@stoa/contracts';
import { Refusal, canonicalJson, forbidden, isModerator, notFound, type Decider, type Principal } from '@stoa/kernel';

export type MentorCommand = RegisterMentor | ChangeMentorProfile | AddExpertise | DropExpertise | VerifyMentor | UnverifyMentor;

interface Profile {
  name: string;
  title: string;
  company: string;
  bio: string;
  links: { label: string; url: string }[];
}
interface Registered {
  mentorId: string;
  memberId: string;
  handle: string;
  profile: Profile;
  expertise: { key: string; name: string }[];
  verified: { evidence: string; since: string } | null;
}
export type Mentor = { status: 'none' } | ({ status: 'registered' } & Registered);

/** Whether the caller is a member whom we know. */
export interface MentorFacts {
  memberKnown?: boolean;
}

/** A mentor claims to know at most this many topics. */
const MAX_EXPERTISE = 30;

const evolve = (mentor: Mentor, { type, data }: MentorEvent, occurredAt: string): Mentor => {
  if (type === 'MentorRegistered.v1') {
    const { mentorId, memberId, handle, ...profile } = data;
    return { status: 'registered', mentorId, memberId, handle, profile, expertise: [], verified: null };
  }
  if (mentor.status === 'none') return mentor;
  switch (type) {
    case 'MentorProfileChanged.v1': {
      const { name, title, company, bio, links } = data;
      return { ...mentor, profile: { name, title, company, bio, links } };
    }
    case 'ExpertiseAdded.v1':
      return { ...mentor, expertise: [...mentor.expertise, { key: data.topic, name: data.name }] };
    case 'ExpertiseDropped.v1':
      return { ...mentor, expertise: mentor.expertise.filter(({ key }) => key !== data.topic) };
    case 'MentorVerified.v1':
      return { ...mentor, verified: { evidence: data.evidence, since: occurredAt } };
    case 'MentorUnverified.v1':
      return { ...mentor, verified: null };
  }
};

const decide = (command: MentorCommand, mentor: Mentor, facts: MentorFacts): MentorEvent[] => {
  const { principal } = command.context;
  if (command.type === 'RegisterMentor') return register(command, mentor, facts);
  if (mentor.status === 'none') throw notFound('mentor');
  const { mentorId, memberId, profile, expertise, verified } = mentor;
  const who = { mentorId, memberId };
  switch (command.type) {
    case 'ChangeMentorProfile': {
      ownerOrModerator(principal, mentor);
      const { mentorId: _, ...changes } = command.data;
      const changed = { ...profile, ...defined(changes) };
      return canonicalJson(changed) === canonicalJson(profile) ? [] : [MentorProfileChanged({ ...who, ...changed })];
    }
    case 'AddExpertise': {
      ownerOrModerator(principal, mentor);
      const topic = topicKeyOf(command.data.topic);
      if (expertise.some(({ key }) => key === topic)) return [];
      if (expertise.length >= MAX_EXPERTISE)
        throw new Refusal('validation-failed', `A mentor has at most ${MAX_EXPERTISE} topics of expertise.`);
      return [ExpertiseAdded({ ...who, topic, name: command.data.topic })];
    }
    case 'DropExpertise': {
      ownerOrModerator(principal, mentor);
      const { topic } = command.data;
      return expertise.some(({ key }) => key === topic) ? [ExpertiseDropped({ ...who, topic })] : [];
    }
    case 'VerifyMentor':
      moderator(principal);
      return verified?.evidence === command.data.evidence ? [] : [MentorVerified({ ...who, evidence: command.data.evidence })];
    case 'UnverifyMentor':
      moderator(principal);
      return verified ? [MentorUnverified(who)] : [];
  }
};

function register({ data, context }: RegisterMentor, mentor: Mentor, { memberKnown }: MentorFacts): MentorEvent[] {
  if (mentor.status === 'registered') throw new Refusal('revision-conflict', `You are a mentor already, as ${mentor.handle}.`);
  if (!memberKnown) throw forbidden('Only a registered member can become a mentor.');
  const { memberId } = context.principal;
  return [MentorRegistered({ mentorId: mentorIdOf(memberId), memberId, ...data })];
}

function ownerOrModerator(principal: Principal, { memberId }: Registered): void {
  if (principal.memberId !== memberId && !isModerator(principal)) throw forbidden('Only the mentor or a moderator can do this.');
}
function moderator(principal: Principal): void {
  if (!isModerator(principal)) throw forbidden('Only a moderator can do this.');
}
const defined = <T extends object>(fields: T): Partial<Profile> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Profile>;

export const mentorDecider: Decider<Mentor, MentorCommand, MentorEvent, MentorFacts> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
