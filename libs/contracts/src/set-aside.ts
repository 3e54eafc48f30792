import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, sentInstant } from './results.ts';

export const setAsideMessage = z.object({
  topic: z.string(),
  partition: count,
  offset: count,
  code: z.string().describe('Why, as a code.'),
  sentence: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.unknown()),
  bytes: z.string().describe('In base64, a mebibyte at most.'),
  size: count.describe('Bytes that there were.'),
  at: sentInstant,
});
export type SetAsideMessage = z.output<typeof setAsideMessage>;

/** Messages that no projector could process, newest first, for operators. */
export class ListSetAside extends query('ListSetAside', z.strictObject({ limit: z.int() }), z.array(setAsideMessage)) {}
