import { command } from '@stoa/kernel';
import { z } from 'zod';
import { instant, line, personName, reason, uuid } from '../vocabulary.ts';
import { roles } from './events.ts';

export class RegisterMember extends command(
  'RegisterMember',
  z.strictObject({ displayName: personName, roles: roles.default(['member']) }),
) {}
export class ChangeRoles extends command('ChangeRoles', z.strictObject({ memberId: uuid, roles })) {}
/** `until`: when it ends by itself. */
export class SuspendMember extends command(
  'SuspendMember',
  z.strictObject({ memberId: uuid, reason, until: instant.nullable().default(null) }),
) {}
export class ReinstateMember extends command('ReinstateMember', z.strictObject({ memberId: uuid })) {}
/** `secretHash` is made at the edge from a fresh secret, so that the secret never reaches a command or an event. */
export class IssueToken extends command(
  'IssueToken',
  z.strictObject({
    memberId: uuid,
    secretHash: z.string().regex(/^[0-9a-f]{64}$/),
    label: line(120),
    expiresAt: instant.nullable(),
  }),
) {}
export class RevokeToken extends command('RevokeToken', z.strictObject({ memberId: uuid, tokenId: uuid })) {}
