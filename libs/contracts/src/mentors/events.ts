import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import {
  bio,
  company,
  handle,
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
export const MentorVerified = event('MentorVerified.v1', mentor.extend({ evidence }));
export const MentorUnverified = event('MentorUnverified.v1', mentor);
export type MentorEvent =
  | Of<typeof MentorRegistered>
  | Of<typeof MentorProfileChanged>
  | Of<typeof ExpertiseAdded>
  | Of<typeof ExpertiseDropped>
  | Of<typeof MentorVerified>
  | Of<typeof MentorUnverified>;

export const HandleReserved = event('HandleReserved.v1', z.strictObject({ handle, mentorId: uuid }));
export type HandleEvent = Of<typeof HandleReserved>;
