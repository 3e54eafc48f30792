import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import { instant, line, personal, personName, reason, uuid } from '../vocabulary.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
const member = z.strictObject({ memberId: uuid });
export const roles = z
  .array(z.enum(['member', 'analyst', 'moderator', 'admin']))
  .min(1)
  .max(4);

export const MemberRegistered = event(
  'MemberRegistered.v2',
  member.extend({ displayName: personal(personName, 'memberId'), roles }),
);
/** Another name than before, as the source of an import has it. */
export const MemberRenamed = event('MemberRenamed.v1', member.extend({ displayName: personal(personName, 'memberId') }));
export const MemberRolesChanged = event('MemberRolesChanged.v2', member.extend({ roles }));
/** `secretHash` is the SHA-256 of the token's secret, in hexadecimal; the secret itself is shown once and never stored. */
export const TokenIssued = event(
  'TokenIssued.v1',
  member.extend({
    tokenId: uuid,
    secretHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 in hexadecimal'),
    label: personal(line(120), 'memberId'),
    expiresAt: instant.nullable(),
  }),
);
/** A suspended member reads and does not write. `until` is when that ends by itself; null: when a moderator ends it. A later one takes its place. */
export const MemberSuspended = event(
  'MemberSuspended.v1',
  member.extend({ moderatorId: uuid, reason: personal(reason, 'memberId'), until: instant.nullable() }),
);
export const MemberReinstated = event('MemberReinstated.v1', member.extend({ moderatorId: uuid }));
export const TokenRevoked = event('TokenRevoked.v1', member.extend({ tokenId: uuid }));
export type MemberEvent =
  | Of<typeof MemberRegistered>
  | Of<typeof MemberRenamed>
  | Of<typeof MemberRolesChanged>
  | Of<typeof MemberSuspended>
  | Of<typeof MemberReinstated>
  | Of<typeof TokenIssued>
  | Of<typeof TokenRevoked>;
