import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { bio, company, handle, jobTitle, links, personal, personName, uuid } from '../vocabulary.ts';
import { MentorProfileChanged, MentorRegistered, MentorUnverified, MentorVerified } from './events.ts';

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

const MentorVerifiedV1 = event(
  'MentorVerified.v1',
  mentor.extend({ evidence: z.enum(['company-email', 'public-profile', 'identity-document', 'personal-acquaintance']) }),
);
const MentorUnverifiedV1 = event('MentorUnverified.v1', mentor);

const CHANGE = '`name` is called `displayName`; there is `yearsOfExperience`, null for profiles from before.';
const renamed = <D extends { name: string }>({ name: displayName, ...data }: D) => ({
  ...data,
  displayName,
  yearsOfExperience: null,
});
export const mentorUpcasters = [
  upcaster(MentorRegisteredV1, MentorRegistered, CHANGE, renamed),
  upcaster(MentorProfileChangedV1, MentorProfileChanged, CHANGE, renamed),
  upcaster(
    MentorVerifiedV1,
    MentorVerified,
    'It says who verified (`verifierId`) and which name, title and company (`identity`); both are null for events from before.',
    (data) => ({ ...data, verifierId: null, identity: null }),
  ),
  upcaster(
    MentorUnverifiedV1,
    MentorUnverified,
    'It says why (`reason`: before, a moderator always took it back) and what ended (`former`, null for events from before).',
    (data) => ({ ...data, reason: 'taken-back' as const, former: null }),
  ),
];
