import * as contracts from '@stoa/contracts';
import { commandBuilder, eventBuilder } from './building.ts';
import { NOW, ben, moderator } from './circumstances.ts';
import { byline } from './answers.ts';

export const mentorId = contracts.mentorIdOf(ben.memberId);
const mentor = { mentorId, memberId: ben.memberId };
const profile = { ...byline, bio: 'Runs workshops.', links: [{ label: 'Site', url: 'https://ben.example/' }] };

export const mentorRegistered = eventBuilder(contracts.MentorRegistered, { ...mentor, handle: 'ben', ...profile });
export const mentorProfileChanged = eventBuilder(contracts.MentorProfileChanged, {
  ...mentor,
  ...profile,
  title: 'Head of workshops',
});
export const expertiseAdded = eventBuilder(contracts.ExpertiseAdded, { ...mentor, topic: 'pricing', name: 'Pricing' });
export const expertiseDropped = eventBuilder(contracts.ExpertiseDropped, { ...mentor, topic: 'pricing' });
const verification = {
  evidence: 'company-email',
  verifierId: moderator.memberId,
  identity: contracts.identityOf(byline),
} as const;
export const mentorVerified = eventBuilder(contracts.MentorVerified, { ...mentor, ...verification });
export const mentorUnverified = eventBuilder(contracts.MentorUnverified, {
  ...mentor,
  reason: 'taken-back',
  former: { ...verification, since: NOW },
});
export const handleReserved = eventBuilder(contracts.HandleReserved, { handle: 'ben', mentorId });

export const registerMentor = commandBuilder(contracts.RegisterMentor, { handle: 'ben', ...profile }, { by: ben });
export const changeMentorProfile = commandBuilder(
  contracts.ChangeMentorProfile,
  { mentorId, title: 'Head of workshops' },
  { by: ben },
);
export const addExpertise = commandBuilder(contracts.AddExpertise, { mentorId, topic: 'Pricing' }, { by: ben });
export const dropExpertise = commandBuilder(contracts.DropExpertise, { mentorId, topic: 'pricing' }, { by: ben });
export const verifyMentor = commandBuilder(contracts.VerifyMentor, { mentorId, evidence: 'company-email' }, { by: moderator });
export const unverifyMentor = commandBuilder(contracts.UnverifyMentor, { mentorId }, { by: moderator });
