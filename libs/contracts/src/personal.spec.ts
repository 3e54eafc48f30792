import { z } from 'zod';
import { newestTypeOf } from './decoding.ts';
import { registry } from './registry.ts';

/** By newest type. Words that are nobody's: names of topics and systems, and what a moderator says of a question. */
const IMPERSONAL: Record<string, string[]> = {
  'TopicCreated.v1': ['name'],
  'ExpertiseAdded.v1': ['name'],
  'QuestionClosed.v1': ['reason'],
  'ViewsImported.v2': ['source'],
  'ViewsTakenBack.v1': ['source'],
  'ViewsImportBegan.v1': ['source'],
  'ViewsRecorded.v1': ['source'],
  'ViewsRestated.v1': ['stream'],
  // Stands in the stream's name as well; a handle is a public name and is never reused.
  'HandleReserved.v1': ['handle'],
  // An address of at most 80 ASCII characters, in the stream's name, in links and in others' reservations: it must be found when the words
  // are gone. Who withdraws what a title says about a person withdraws the question; its address then answers 410 and shows nothing.
  'SlugReserved.v1': ['slug'],
  'QuestionAsked.v2': ['slug'],
};

const isImpersonal = (type: string, name: string) => IMPERSONAL[newestTypeOf(type)]?.includes(name) ?? false;

const WORDS = 'Words of a person';

/** Whether a field can hold what a person wrote, at any depth. */
function takesWords(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape as Record<string, z.ZodType>).some(takesWords);
  if (schema instanceof z.ZodArray) return takesWords(schema.element as z.ZodType);
  if (schema instanceof z.ZodNullable) return takesWords(schema.unwrap() as z.ZodType);
  return schema.safeParse(WORDS).success;
}

const fields = [...registry.values()].flatMap(({ type, schema }) => {
  const shape = (schema as z.ZodObject).shape as Record<string, z.ZodType>;
  return Object.entries(shape).map(([name, field]) => ({ type: type as string, name, field, siblings: Object.keys(shape) }));
});
const subjectOf = (field: z.ZodType) => (field.meta() as { personal?: string } | undefined)?.personal;
const personalLooking = fields.filter(
  ({ type, name, field }) => (takesWords(field) || name === 'handle' || name === 'slug') && !isImpersonal(type, name),
);

it('finds the fields that hold words', () => {
  const names = new Set(personalLooking.map(({ name }) => name));
  expect([...names].sort()).toEqual(
    [
      'askerDisplayName',
      'askerName',
      'bio',
      'body',
      'byline',
      'company',
      'displayName',
      'former',
      'handle',
      'identity',
      'label',
      'links',
      'name',
      'reason',
      'title',
    ].sort(),
  );
});

it.each(personalLooking)('$type: $name is marked as personal, of a person whom the event names', ({ field, siblings }) => {
  expect(siblings).toContain(subjectOf(field));
  expect(subjectOf(field)).toMatch(/Id$/);
});

it('nothing that is excused is marked, and every excuse is used', () => {
  const excused = fields.filter(({ type, name }) => isImpersonal(type, name));
  const used = new Set(excused.map(({ type, name }) => `${newestTypeOf(type)} ${name}`));
  expect(used.size).toBe(Object.values(IMPERSONAL).flat().length);
  for (const { field } of excused) expect(subjectOf(field)).toBeUndefined();
});
