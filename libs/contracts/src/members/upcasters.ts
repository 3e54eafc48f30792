import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { personal, personName, uuid } from '../vocabulary.ts';
import { MemberRegistered, MemberRolesChanged } from './events.ts';

// Former versions, written out: what was published does not follow what is.
const member = z.strictObject({ memberId: uuid });
const roles = z
  .array(z.enum(['member', 'moderator', 'admin']))
  .min(1)
  .max(3);
const MemberRegisteredV1 = event('MemberRegistered.v1', member.extend({ displayName: personal(personName, 'memberId'), roles }));
const MemberRolesChangedV1 = event('MemberRolesChanged.v1', member.extend({ roles }));

const CHANGE = '`roles` may hold `analyst`.';
export const memberUpcasters = [
  upcaster(MemberRegisteredV1, MemberRegistered, CHANGE, (data) => data),
  upcaster(MemberRolesChangedV1, MemberRolesChanged, CHANGE, (data) => data),
];
