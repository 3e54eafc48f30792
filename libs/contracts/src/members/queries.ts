import { query } from '@stoa/kernel';
import { z } from 'zod';
import { position } from '../results.ts';
import { instant, uuid } from '../vocabulary.ts';
import { roles } from './events.ts';

export const tokenRecord = z.object({
  tokenId: uuid,
  memberId: uuid,
  displayName: z.string(),
  secretHash: z.string(),
  expiresAt: instant.nullable(),
  revoked: z.boolean(),
  roles,
});
export type TokenRecord = z.output<typeof tokenRecord>;

/** What a bearer token of this id stands for; undefined for none. Whether it is revoked or expired is for the caller to judge. `after`: wait until rights have seen that position. */
export class FindToken extends query(
  'FindToken',
  z.strictObject({ tokenId: uuid, after: position.optional() }),
  tokenRecord.optional(),
) {}
