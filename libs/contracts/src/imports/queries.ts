import { query } from '@stoa/kernel';
import { z } from 'zod';
import { position } from '../results.ts';
import { uuid } from '../vocabulary.ts';
import { importSource } from './commands.ts';

/** What one part of the log holds of a source. */
export const importedPart = z.object({
  position: position.describe('How far this part goes: where the next one begins.'),
  more: z.boolean().describe('The log goes on behind it.'),
  imports: z.array(z.string()).describe('The imports that wrote to it, by the correlation ids of their events.'),
  questions: z.array(uuid),
  answers: z.array(z.object({ answerId: uuid, questionId: uuid })).describe('Each with the question under which it was born.'),
  members: z.array(uuid),
  mentors: z.array(z.object({ memberId: uuid, handle: z.string() })),
  ratings: z
    .array(z.object({ questionId: uuid, answerId: uuid.nullable(), memberId: uuid, given: z.boolean() }))
    .describe('In the order of the log; not `given` is taken back.'),
  viewShards: z.array(z.number().int()).describe('The shard of each event with totals of views.'),
});
export type ImportedPart = z.output<typeof importedPart>;

/** What was imported from a source, part by part of the log; `from` is the position after which a part begins, empty for the first. */
export class GetImported extends query(
  'GetImported',
  z.strictObject({ source: importSource, from: z.string().regex(/^(?:\d{16}(?:\d{4})?)?$/, 'a position, or nothing') }),
  importedPart,
) {}
