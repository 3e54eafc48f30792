import { boardPeriods, topicKey, topicSorts } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { z } from 'zod';

const AT_MOST = 100;
const inRange = `a whole number from 1 to ${AT_MOST}`;

/** Digits only, so that `1e1`, `0x10` and a repeated parameter are refused. */
export const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, inRange)
  .transform(Number)
  .refine((count) => count <= AT_MOST, inRange)
  .default(20)
  .meta({ description: 'Maximum number; default 20.', type: 'integer', minimum: 1, maximum: AT_MOST });

/** Positions of every store that there is: 16 digits of SQLite's, 20 of EventStoreDB's. Text that is none would sort before or behind them all. */
const POSITION = /^\d{16}(?:\d{4})?$/;

export const after = z
  .string()
  .regex(POSITION, 'a position as a command returns it')
  .optional()
  .describe('Wait (up to five seconds) until the read model has seen this position.');

/** Where a part of the log begins. */
export const from = z
  .string()
  .regex(/^(?:\d{16}(?:\d{4})?)?$/, 'a position as the part before gives it')
  .default('')
  .describe('The position after which the part begins; default the start of the log.');

/** Throws malformed-request for an `after` that cannot be read as a position. */
export function refuseUnreadablePosition(query: object): void {
  if (!('after' in query) || after.safeParse(query.after).success) return;
  throw new Refusal('malformed-request', '`after` must be a position as a command returns it, such as 0000000000000042.', [
    { pointer: '?after', code: 'position', expected: 'a position as a command returns it' },
  ]);
}

export const cursor = z
  .string()
  .regex(/^[\w-]{1,200}$/, '`next` of an earlier response')
  .optional()
  .describe('`next` of an earlier response.');

/** Holds an order, and so more than a place. */
export const orderCursor = z
  .string()
  .regex(/^[\w-]{1,8000}$/, '`next` of an earlier response')
  .optional()
  .describe('`next` of the page or of an earlier response.');

export const day = z.iso.date().optional().describe('A day inside the period, YYYY-MM-DD; default today.');
export const utcDay = z.iso.date().optional().describe('Only this day, UTC, YYYY-MM-DD; default all.');
export const period = z.enum(boardPeriods).default('all').describe('Calendar periods in UTC; weeks are those of ISO 8601.');

export const topic = topicKey.optional().describe('Key of a topic; default the whole site.');

export const topicSort = z
  .enum(topicSorts)
  .default('questions')
  .describe('`questions`: topics that hold questions, the most first; `name`: all topics, by key. Default `questions`.');

export const next = z.string().optional().describe('Path of the page to go to afterwards; default the start page.');
export const formToken = z.string().optional().describe('From the page that holds the form; a session’s forms need it.');
