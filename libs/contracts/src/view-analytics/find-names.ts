import { query } from '@stoa/kernel';
import { z } from 'zod';
import { topicKey, uuid } from '../vocabulary.ts';

const some = z.array(uuid).max(500).default([]);

export const namesFound = z.object({
  answers: z.array(
    z.object({
      id: z.uuid(),
      questionId: z.uuid(),
      slug: z.string(),
      title: z.string(),
      mentorId: z.uuid(),
      displayName: z.string(),
    }),
  ),
  questions: z.array(z.object({ id: z.uuid(), slug: z.string(), title: z.string() })),
  mentors: z.array(z.object({ id: z.uuid(), handle: z.string(), displayName: z.string(), role: z.string() })),
  topics: z.array(z.object({ key: z.string(), name: z.string() })),
});
export type NamesFound = z.output<typeof namesFound>;

/** What things are called now, for lists that know only their ids. What is not there, or was withdrawn, is left out. */
export class FindNames extends query(
  'FindNames',
  z.strictObject({ answers: some, questions: some, mentors: some, topics: z.array(topicKey).max(500).default([]) }),
  namesFound,
) {}
