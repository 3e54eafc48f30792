import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import { line, uuid } from '../vocabulary.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
/** Totals that another system counted. `answerId` null: views of the question as a whole. */
export const ViewsImported = event(
  'ViewsImported.v1',
  z.strictObject({
    shard: z.number().int().min(0).max(15),
    source: line(120),
    counts: z
      .array(z.strictObject({ questionId: uuid, answerId: uuid.nullable(), views: z.number().int().min(1).max(1e12) }))
      .min(1)
      .max(1000),
  }),
);
export type ViewsEvent = Of<typeof ViewsImported>;
