import { query } from '@stoa/kernel';
import { z } from 'zod';

export const sha256Text = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal')
  .describe('SHA-256 in hexadecimal');

/** How far an access log has been imported. */
export const viewLogState = z.object({
  to: z.string().nullable().describe('Where the last imported line ends, in bytes of its content; null where none is.'),
  content: z.string().nullable().describe('SHA-256 of the content up to there.'),
});
export type ViewLogState = z.output<typeof viewLogState>;

/** `log`: the SHA-256 of the log's first line. */
export class GetViewLog extends query('GetViewLog', z.strictObject({ log: sha256Text }), viewLogState) {}
