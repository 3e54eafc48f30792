import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, idOrName, position, sentDay, sentInstant, shownTopic } from '../results.ts';
import { topicKey } from '../vocabulary.ts';

export const mentorResource = z.object({
  id: z.uuid(),
  memberId: z.uuid(),
  handle: z.string(),
  displayName: z.string(),
  title: z.string(),
  company: z.string(),
  yearsOfExperience: count.nullable(),
  bio: z.string(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  expertise: z.array(shownTopic),
  verified: z.object({ evidence: z.string(), since: sentInstant }).nullable(),
  registeredAt: sentInstant,
  revision: count,
});
export type MentorResource = z.output<typeof mentorResource>;

/** The mentor as a resource: what the mentor's stream says. */
export class GetMentor extends query('GetMentor', z.strictObject({ idOrHandle: idOrName }), mentorResource) {}

export const boardPeriods = ['all', 'year', 'month', 'week'] as const;
export const boardPeriod = z.enum(boardPeriods);
export type BoardPeriod = z.output<typeof boardPeriod>;

export const boardEntry = z.object({
  rank: count,
  mentor: z.object({
    id: z.uuid(),
    handle: z.string(),
    displayName: z.string(),
    title: z.string(),
    company: z.string(),
    yearsOfExperience: count.nullable(),
    verified: z.boolean(),
  }),
  score: count,
  answers: count,
  helpful: count,
  notHelpful: count,
  accepted: count,
});
export type BoardEntry = z.output<typeof boardEntry>;

export const leaderboard = z.object({
  formula: z.string(),
  topic: shownTopic.nullable(),
  period: boardPeriod,
  periodKey: z.string().describe('`all`, `2026`, `2026-11` or `2026-W48`.'),
  mentors: z.array(boardEntry),
});
export type Leaderboard = z.output<typeof leaderboard>;

/** A board of mentors: the whole site's (topic null) or a topic's, over all time or the period that holds the day `at`. */
export class GetLeaderboard extends query(
  'GetLeaderboard',
  z.strictObject({
    topic: topicKey.nullable(),
    period: boardPeriod,
    at: sentDay,
    limit: z.int(),
    after: position.optional(),
  }),
  leaderboard,
) {}
