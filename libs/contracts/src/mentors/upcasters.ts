import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { bio, company, handle, jobTitle, links, personal, personName, uuid } from '../vocabulary.ts';
import { MentorProfileChanged, MentorRegistered } from './events.ts';

// Former versions, written out: what was published does not follow what is.
const mentor = z.strictObject({ mentorId: uuid, memberId: uuid });
const profile = {
  name: personal(personName, 'memberId'),
  title: personal(jobTitle, 'memberId'),
  company: personal(company, 'memberId'),
  bio: personal(bio, 'memberId'),
  links: personal(links, 'memberId'),
};
const MentorRegisteredV1 = event('MentorRegistered.v1', mentor.extend({ handle: personal(handle, 'memberId'), ...profile }));
const MentorProfileChangedV1 = event('MentorProfileChanged.v1', mentor.extend(profile));

const CHANGE = '`name` is called `displayName`; there is `yearsOfExperience`, null for profiles from before.';
const renamed = <D extends { name: string }>({ name: displayName, ...data }: D) => ({
  ...data,
  displayName,
  yearsOfExperience: null,
});
export const mentorUpcasters = [
  upcaster(MentorRegisteredV1, MentorRegistered, CHANGE, renamed),
  upcaster(MentorProfileChangedV1, MentorProfileChanged, CHANGE, renamed),
];
