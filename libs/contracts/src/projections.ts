import { command, query } from '@stoa/kernel';
import { z } from 'zod';
import { count, position, sentInstant } from './results.ts';

export const projectionStatus = z.object({
  name: z.string(),
  state: z.enum(['live', 'building', 'degraded']),
  generation: count.nullable(),
  current: z.boolean().describe('Whether the responding process runs the code that built the live generation.'),
  code: z
    .object({ rows: z.string(), documents: z.string() })
    .nullable()
    .describe('First digits of the hashes of the code that made the live generation’s rows and documents.'),
  position,
  head: position,
  documentsWaiting: count,
  passedOver: z
    .array(z.object({ type: z.string(), events: count }))
    .describe('Events that the rows were made without, because newer code wrote them and this code does not know their type.'),
  documentsSetAside: z
    .array(z.object({ key: z.string(), reason: z.string() }))
    .describe(
      'The first documents that could not be built: what they were before is served, and they are built again when they change.',
    ),
  reason: z.string().nullable().describe('Why it is degraded.'),
});
export type ProjectionStatus = z.output<typeof projectionStatus>;

/** All read models with their generations, for operators. */
export class ListProjections extends query('ListProjections', z.strictObject({}), z.array(projectionStatus)) {}

export const rebuildStatus = z.object({
  id: z.uuid(),
  projection: z.string(),
  generation: count,
  state: z.enum(['running', 'done', 'failed']),
  phase: z.enum(['replay', 'indexes', 'documents', 'catch-up', 'switch', 'done']),
  events: count,
  ofEvents: count.describe('Events in the log when the rebuild began.'),
  documents: count,
  ofDocuments: count,
  rate: count.describe('Events or documents a second in the present phase.'),
  etaSeconds: count.nullable(),
  startedAt: sentInstant,
  finishedAt: sentInstant.nullable(),
  error: z.string().nullable(),
});
export type RebuildStatus = z.output<typeof rebuildStatus>;

/** The name of a read model, such as `question-page`. */
export const projectionName = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(120);

/**
 * Starts a rebuild; the rebuild's id follows from the command, so that a repeat gets the same one. Throws request-in-progress while
 * another one runs for this read model, not-found for a name that is none.
 */
export class StartRebuild extends command('StartRebuild', z.strictObject({ projection: projectionName })) {}
export type StartedRebuild = RebuildStatus & { readonly repeated?: true };

export class GetRebuild extends query(
  'GetRebuild',
  z.strictObject({ projection: projectionName, id: z.string() }),
  rebuildStatus,
) {}

export const verificationStatus = z.object({
  id: z.uuid(),
  projection: z.string(),
  generation: count.nullable().describe('The live generation that is compared; null until it has been read.'),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  phase: z
    .enum(['waiting', 'live', 'replay', 'indexes', 'documents', 'compare', 'done'])
    .describe('`waiting`: no process has begun with it. `live`: the live generation is being read, at one moment.'),
  events: count,
  ofEvents: count.describe('Events in the log up to where live is, as far as that is known.'),
  documents: count,
  ofDocuments: count,
  rows: count.describe('Rows and documents that have been read in the phases `live` and `compare`.'),
  ofRows: count.describe('Of how many; 0 until live has been read.'),
  rate: count.describe('Events, documents or rows a second in the present phase.'),
  etaSeconds: count.nullable().describe('Until the end of the present phase.'),
  startedAt: sentInstant,
  finishedAt: sentInstant.nullable(),
  error: z.string().nullable(),
  upTo: position.nullable().describe('The position up to which the log was folded and compared.'),
  equal: z.boolean().nullable().describe('Null until it is done.'),
  tables: z
    .array(
      z.object({
        table: z.string(),
        rows: count.describe('In the live generation.'),
        live: z.string().describe('SHA-256 of its canonical dump.'),
        folded: z.string().describe('The same of what was folded from the start.'),
        equal: z.boolean(),
      }),
    )
    .describe('Empty until it is done. Documents that waited to be built are left out on both sides.'),
});
export type VerificationStatus = z.output<typeof verificationStatus>;

/**
 * Starts a verification: the log is folded from the start beside what is live, and the dumps are compared at the same position. Its id follows from the
 * command. Throws request-in-progress while another one runs for this read model, or a rebuild is to replace what is live, projection-behind where nothing
 * is live yet, not-found for a name that is none.
 */
export class StartVerification extends command('StartVerification', z.strictObject({ projection: projectionName })) {}
export type StartedVerification = VerificationStatus & { readonly repeated?: true };

/** Ends a verification and removes what it has folded; of one that has ended it changes nothing. */
export class CancelVerification extends command(
  'CancelVerification',
  z.strictObject({ projection: projectionName, verification: z.uuid() }),
) {}

export class GetVerification extends query(
  'GetVerification',
  z.strictObject({ projection: projectionName, id: z.string() }),
  verificationStatus,
) {}
