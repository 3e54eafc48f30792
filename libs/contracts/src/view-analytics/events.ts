import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import { instant, line, uuid } from '../vocabulary.ts';
import { viewClasses, type ViewClass } from './facts/view-fact.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
const shard = z.number().int().min(0).max(15);
/** What another system counted of a question as a whole (`answerId` null) or of one of its answers. */
export const importedCount = z.strictObject({
  questionId: uuid,
  answerId: uuid.nullable(),
  views: z.number().int().min(1).max(1e12),
});

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
    counts: z.array(importedCount).min(1).max(1000),
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

/**
 * Imported totals that no longer hold, each as it was imported at `at`: the source has counted anew, or has the thing no more. What it counts now
 * stands in a ViewsImported of its own.
 */
export const ViewsTakenBack = event(
  'ViewsTakenBack.v1',
  z.strictObject({
    shard,
    source: line(120),
    counts: z
      .array(importedCount.extend({ at: instant }))
      .min(1)
      .max(1000),
  }),
);

const digits = z
  .string()
  .regex(/^\d{1,19}$/)
  .describe('digits');
const count = z.number().int().min(0).max(1_000_000);
const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  .max(1_000_000)
  .describe('base64');
const rules = z
  .string()
  .regex(/^views\.[a-z]+\.v\d{1,3}$/)
  .describe('rules and their version');

/**
 * What readers' pages told, sealed: every fact of the messages from the offset `from` to `to` of the shard's partition, each with its class. `retries` are facts that
 * had been told before, and `optedOut` those of readers who do not want to be measured: neither is kept. `previous` is the SHA-256 of the batch
 * before it in its stream: of its `previous` and its `facts`. `facts` is in the layout of docs/reference/view-batches.md.
 */
export const ViewsRecorded = event(
  'ViewsRecorded.v1',
  z.strictObject({
    shard: z.number().int().min(0).max(65_535),
    source: line(120),
    from: digits,
    to: digits,
    rules,
    firstAt: instant,
    lastAt: instant,
    classes: z.strictObject(Object.fromEntries(viewClasses.map((name) => [name, count])) as Record<ViewClass, typeof count>),
    retries: count,
    optedOut: count,
    previous: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 in hexadecimal')
      .nullable(),
    facts: base64,
  }),
);

/**
 * A batch judged by other rules: `facts` are those whose judgement changed, as it is now, `former` is what it was. `revision` is the batch's in
 * its stream. Who counts takes back the former and adds the new.
 */
export const ViewsRestated = event(
  'ViewsRestated.v1',
  z.strictObject({
    shard: z.number().int().min(0).max(65_535),
    stream: line(120),
    revision: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    rules,
    firstAt: instant,
    lastAt: instant,
    facts: base64,
    former: base64,
  }),
);
export type ViewsEvent = Of<typeof ViewsImported>;
export type ViewsTakenBackEvent = Of<typeof ViewsTakenBack>;
export type SealedEvent = Of<typeof ViewsRecorded> | Of<typeof ViewsRestated>;
export type ViewsImportEvent = Of<typeof ViewsImportBegan>;
