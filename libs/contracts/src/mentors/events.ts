import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import {
  bio,
  company,
  handle,
  instant,
  jobTitle,
  line,
  links,
  personal,
  personName,
  topicKey,
  uuid,
  yearsOfExperience,
} from '../vocabulary.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
const mentor = z.strictObject({ mentorId: uuid, memberId: uuid });
const profile = {
  displayName: personal(personName, 'memberId'),
  title: personal(jobTitle, 'memberId'),
  company: personal(company, 'memberId'),
  yearsOfExperience: personal(yearsOfExperience, 'memberId'),
  bio: personal(bio, 'memberId'),
  links: personal(links, 'memberId'),
};

/** What a moderator saw before verifying a mentor. */
export const evidence = z.enum(['company-email', 'public-profile', 'identity-document', 'personal-acquaintance']);

export const MentorRegistered = event('MentorRegistered.v2', mentor.extend({ handle: personal(handle, 'memberId'), ...profile }));
export const MentorProfileChanged = event('MentorProfileChanged.v2', mentor.extend(profile));
export const ExpertiseAdded = event('ExpertiseAdded.v1', mentor.extend({ topic: topicKey, name: line(60) }));
export const ExpertiseDropped = event('ExpertiseDropped.v1', mentor.extend({ topic: topicKey }));
/** What a verification vouches for: that a person of this name has this title at this company. */
const identity = z.strictObject({ displayName: personName, title: jobTitle, company });
/** `verifierId` and `identity` are null where a former version did not record them. */
const verification = { evidence, verifierId: uuid.nullable(), identity: identity.nullable() };
export const MentorVerified = event(
  'MentorVerified.v2',
  mentor.extend({ ...verification, identity: personal(verification.identity, 'memberId') }),
);
/** `former` is the verification that ends here, and since when it held; null where a former version did not record it. */
export const MentorUnverified = event(
  'MentorUnverified.v2',
  mentor.extend({
    reason: z.enum(['taken-back', 'profile-changed']),
    former: personal(z.strictObject({ ...verification, since: instant }).nullable(), 'memberId'),
  }),
);
export type MentorEvent =
  | Of<typeof MentorRegistered>
  | Of<typeof MentorProfileChanged>
  | Of<typeof ExpertiseAdded>
  | Of<typeof ExpertiseDropped>
  | Of<typeof MentorVerified>
  | Of<typeof MentorUnverified>;

export const HandleReserved = event('HandleReserved.v1', z.strictObject({ handle, mentorId: uuid }));
export type HandleEvent = Of<typeof HandleReserved>;
