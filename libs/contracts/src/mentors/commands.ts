import { command } from '@stoa/kernel';
import { z } from 'zod';
import { isReservedHandle } from './reserved-handles.ts';
import { bio, company, handle, jobTitle, line, links, personName, topicKey, uuid, yearsOfExperience } from '../vocabulary.ts';
import { evidence } from './events.ts';

const mentor = z.strictObject({ mentorId: uuid });

/** Registers the calling member as a mentor. */
export class RegisterMentor extends command(
  'RegisterMentor',
  z.strictObject({
    handle: handle.refine((name) => !isReservedHandle(name), 'a handle that is neither reserved nor an id'),
    displayName: personName,
    title: jobTitle.default(''),
    company: company.default(''),
    yearsOfExperience: yearsOfExperience.default(null),
    bio: bio.default(''),
    links: links.default([]),
  }),
) {}
export class ChangeMentorProfile extends command(
  'ChangeMentorProfile',
  mentor.extend({
    displayName: personName.optional(),
    title: jobTitle.optional(),
    company: company.optional(),
    yearsOfExperience: yearsOfExperience.optional(),
    bio: bio.optional(),
    links: links.optional(),
  }),
) {}
export class AddExpertise extends command('AddExpertise', mentor.extend({ topic: line(60) })) {}
export class DropExpertise extends command('DropExpertise', mentor.extend({ topic: topicKey })) {}
export class VerifyMentor extends command('VerifyMentor', mentor.extend({ evidence })) {}
export class UnverifyMentor extends command('UnverifyMentor', mentor) {}
