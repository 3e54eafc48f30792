import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { line, uuid } from '../vocabulary.ts';
import { ViewsImported } from './events.ts';

// Former versions, written out: what was published does not follow what is.
const ViewsImportedV1 = event(
  'ViewsImported.v1',
  z.strictObject({
    shard: z.number().int().min(0).max(15),
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
      .optional(),
  }),
);

export const viewsUpcasters = [
  upcaster(
    ViewsImportedV1,
    ViewsImported,
    '`offset` was added to v1 when it was already published, so it was optional; where it is missing it is null.',
    ({ offset = null, ...data }) => ({ ...data, offset }),
  ),
];
