import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, position, sentInstant } from '../results.ts';
import { instant, uuid } from '../vocabulary.ts';
import { roles } from './events.ts';

/** What is in force now; what has ended is in the log. */
export const memberResource = z.object({
  id: uuid,
  displayName: z.string(),
  roles,
  suspension: z.object({ reason: z.string(), until: sentInstant.nullable(), since: sentInstant, moderatorId: uuid }).nullable(),
  registeredAt: sentInstant,
  revision: count,
});
export type MemberResource = z.output<typeof memberResource>;

/** The member as a resource, as of `now`: what the member's stream says. Throws not-found. */
export class GetMember extends query('GetMember', z.strictObject({ memberId: uuid, now: instant }), memberResource) {}

export const tokenRecord = z.object({
  tokenId: uuid,
  memberId: uuid,
  displayName: z.string(),
  secretHash: z.string(),
  expiresAt: instant.nullable(),
  revoked: z.boolean(),
  /** The member's last one, which may have ended by itself. */
  suspension: z.object({ reason: z.string(), until: instant.nullable() }).nullable(),
  roles,
});
export type TokenRecord = z.output<typeof tokenRecord>;

/** What a bearer token of this id stands for; undefined for none. Whether it is revoked or expired is for the caller to judge. `after`: wait until rights have seen that position. */
export class FindToken extends query(
  'FindToken',
  z.strictObject({ tokenId: uuid, after: position.optional() }),
  tokenRecord.optional(),
) {}
