import { command } from '@stoa/kernel';
import { z } from 'zod';
import { answerBody, bio, instant, personName, questionBody, reason, title, topicKeys, topicNames, uuid } from '../vocabulary.ts';

/** Names another system; all ids of what it tells are derived from this name and from its own ids. */
export const importSource = z
  .string()
  .transform((name) => name.normalize('NFC'))
  .refine(
    (name) => /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,79}$/u.test(name),
    'up to 80 letters, digits, dots, hyphens, underscores and spaces',
  )
  .meta({ minLength: 1, maxLength: 80 });

/** The source's own id of a post, a vote or a row of its history. */
const sourceId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, dots, hyphens and underscores, at most 64');
/** A person as the source tells them apart: `user` and a number, say, or `user-name` and a name where nothing else is left. */
export const importedPerson = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z-]{0,39}$/, 'a word in lower case'),
  id: z
    .string()
    .min(1)
    .max(2000)
    .refine((text) => !/\p{Surrogate}/u.test(text), 'well-formed Unicode'),
});
export type ImportedPerson = z.infer<typeof importedPerson>;

const happened = <K extends string, S extends z.core.$ZodLooseShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), at: instant, ...shape });
const question = { question: sourceId };
const answer = { question: sourceId, answer: sourceId };
/** A change to a post: the source's row of it, and who made it, where that is known. */
const change = { row: sourceId, by: importedPerson.optional() };

/** What happened in another system, one thing at a time. Posts are named by the ids that they have there. */
export const importItem = z.discriminatedUnion('kind', [
  happened('member', { member: importedPerson, displayName: personName }),
  /** `number` tells people of one name apart in their handles. */
  happened('mentor', { member: importedPerson, displayName: personName, number: z.string().regex(/^-?\d{1,15}$/), bio }),
  happened('question', {
    ...question,
    by: importedPerson,
    displayName: personName,
    title,
    body: questionBody,
    topics: topicNames,
  }),
  happened('answer', { ...answer, by: importedPerson, displayName: personName, body: answerBody }),
  /** What one revision changed: title and body, topics, or both. `former`: keys of the topics before. */
  happened('question-edit', {
    ...question,
    ...change,
    text: z.strictObject({ title, body: questionBody }).optional(),
    retag: z.strictObject({ topics: topicNames, former: topicKeys }).optional(),
  }).refine(({ text, retag }) => text !== undefined || retag !== undefined, 'text, retag or both'),
  happened('answer-edit', { ...answer, ...change, body: answerBody }),
  happened('close', { ...question, ...change, reason }),
  happened('reopen', { ...question, ...change }),
  happened('accept', answer),
  /** Somebody's opinion, of whom nothing more is known: each vote is a member of its own. Without `answer` it is the question's. */
  happened('rating', { question: sourceId, answer: sourceId.optional(), vote: sourceId, helpful: z.boolean() }),
  /** What the source says of a question now, whatever came before: what it says otherwise than at its last import is changed here. */
  happened('question-now', {
    ...question,
    by: importedPerson,
    displayName: personName,
    title,
    body: questionBody,
    topics: topicNames,
    closed: reason.nullable(),
    accepted: z.strictObject({ answer: sourceId, at: instant }).nullable(),
  }),
  happened('answer-now', { ...answer, by: importedPerson, displayName: personName, body: answerBody }),
  happened('member-now', { member: importedPerson, displayName: personName }),
  happened('mentor-now', { member: importedPerson, displayName: personName, bio }),
  /** What was imported and the source has no more. It is named by its id here, from which no id of the source can be told. */
  happened('question-gone', { questionId: uuid }),
  happened('answer-gone', { questionId: uuid, answerId: uuid }),
  happened('member-gone', { memberId: uuid }),
  happened('mentor-gone', { memberId: uuid }),
  happened('rating-gone', { questionId: uuid, answerId: uuid.optional(), memberId: uuid }),
]);
export type ImportItem = z.infer<typeof importItem>;

/** Items of one batch: what a request may hold together with its texts. */
export const IMPORT_BATCH_ITEMS = 500;

/**
 * A part of what happened elsewhere, in the order in which it happened. `fingerprint` is the SHA-256 of the whole that it is a part of;
 * it stands in the metadata of every event. A batch that comes again changes nothing.
 */
export class ImportBatch extends command(
  'ImportBatch',
  z.strictObject({
    source: importSource,
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal')
      .describe('SHA-256 in hexadecimal'),
    items: z.array(importItem).min(1).max(IMPORT_BATCH_ITEMS),
  }),
) {}

/** What a batch came to, in events. */
export interface ImportOutcome {
  readonly imported: number;
  readonly alreadyThere: number;
  /** Of those imported, the ones that follow from what the source says now or has no more, by type. */
  readonly changes: Readonly<Record<string, number>>;
}
