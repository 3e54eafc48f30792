import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import { line, uuid } from '../vocabulary.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
const shard = z.number().int().min(0).max(15);

/** An import of totals has begun: this is its whole extent. What it writes to a shard stands behind the revision `after`, -1 for any. */
export const ViewsImportBegan = event(
  'ViewsImportBegan.v1',
  z.strictObject({
    importId: uuid,
    source: line(120),
    shards: z
      .array(z.strictObject({ shard, after: z.number().int().min(-1).max(Number.MAX_SAFE_INTEGER) }))
      .min(1)
      .max(16),
  }),
);

/**
 * Totals that another system counted. `answerId` null: views of the question as a whole. `offset` is the last message that these counts hold,
 * so that the owner of the shard knows where to go on; null where they came over no stream topic. Read models pass over it.
 */
export const ViewsImported = event(
  'ViewsImported.v2',
  z.strictObject({
    shard,
    source: line(120),
    counts: z
      .array(z.strictObject({ questionId: uuid, answerId: uuid.nullable(), views: z.number().int().min(1).max(1e12) }))
      .min(1)
      .max(1000),
    offset: z
      .strictObject({
        partition: z.number().int().min(0).max(65_535),
        offset: z
          .string()
          .regex(/^\d{1,19}$/)
          .describe('digits'),
      })
      .nullable(),
  }),
);
export type ViewsEvent = Of<typeof ViewsImported>;
export type ViewsImportEvent = Of<typeof ViewsImportBegan>;
