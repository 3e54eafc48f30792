import { z } from 'zod';

/** Whose personal data a field holds: the name of the sibling field with the person's id. Such fields will be encrypted per person. */
export interface PersonalField {
  personal: string;
}

/** Marks a field as personal data of the person whose id stands in the sibling field `subject`. */
export const personal = <S extends z.ZodType>(schema: S, subject: string): S =>
  schema.meta({ personal: subject } satisfies PersonalField);

const wellFormed = (text: string) => !/\p{Surrogate}/u.test(text) && !text.includes('\0');
// Control and format characters that a single line of text has no use for; ZWJ and variation selectors stay (emoji, several scripts).
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;
/** As the API's description says it: a line, with blanks around it that are cut off. */
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff';
const LINE = `^\\s*[^${CONTROLS}]*[^\\s${CONTROLS}][^${CONTROLS}]*\\s*$`;
/** More marks on one letter than any script writes: they would cover the lines above. */
const STACKED = /\p{Mark}{9}/u;
const characters = (text: string) => [...text].length;

/** One line of text, NFC, trimmed, with something to see in it, at most `max` characters (code points). */
export const line = (max: number) =>
  z
    .string()
    .max(max * 8)
    .refine(wellFormed, 'well-formed Unicode without NUL')
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => !CONTROL.test(text), 'one line without control or direction-override characters')
    .refine((text) => !STACKED.test(text), 'at most eight marks on one letter')
    .refine((text) => VISIBLE.test(text), 'at least one visible character')
    .refine((text) => characters(text) <= max, `at most ${max} characters`)
    .meta({ minLength: 1, maxLength: max, pattern: LINE });

/** As `line`, but may be empty. */
export const optionalLine = (max: number) => z.union([z.literal(''), line(max)]);

/** Markdown, stored as written: at most `max` characters (code points), and so at most four times as many bytes of UTF-8. */
export const markdown = (max: number) =>
  z
    .string()
    .max(max * 2)
    .refine(wellFormed, 'well-formed Unicode without NUL')
    .refine((text) => text.length <= max || characters(text) <= max, `at most ${max} characters`)
    .meta({ maxLength: max });

const KI = 1024;
export const uuid = z.uuid().transform((id) => id.toLowerCase());
export const title = line(300);
export const questionBody = markdown(64 * KI);
export const answerBody = markdown(64 * KI)
  .refine((text) => VISIBLE.test(text), 'at least one visible character')
  .meta({ minLength: 1, pattern: '\\S' });
export const bio = markdown(8 * KI);
export const personName = line(120);
export const jobTitle = optionalLine(160);
export const company = optionalLine(160);
/** Years in the field; null where a person has not said. */
export const yearsOfExperience = z.int().min(0).max(80).nullable();
export const reason = line(300);
/** An instant in UTC with milliseconds, the only form in which Stoa stores time. */
export const instant = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
    'an instant such as 2026-11-24T09:30:00.000Z',
  )
  .describe('instant in UTC, with milliseconds');
/** ASCII, readable, stable: what stands in an address. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .max(120)
  .describe('slug');
export const handle = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .min(2)
  .max(40)
  .describe('handle');
export const topicKey = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60)
  .describe('topic key');
export const topicKeys = z.array(topicKey).max(5);
export const topicNames = z.array(line(60)).max(5);
/** An address of a page: http or https, without a name and password that would pass for a host. */
const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(wellFormed, 'well-formed Unicode without NUL')
  .refine((url) => !CONTROL.test(url), 'no control or direction-override characters')
  .refine(
    (url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '',
    'no user name in the address',
  );
export const link = z.strictObject({ label: line(60), url: webAddress });
export const links = z.array(link).max(10);

/** In what capacity somebody withdrew a question or an answer: who wrote it acts as its author, also a moderator. */
export const withdrawer = z.enum(['author', 'moderator']);
export type Withdrawer = z.infer<typeof withdrawer>;

/** A member's live rating of something. */
export const ratingValue = z.enum(['helpful', 'not-helpful']);
export type RatingValue = z.infer<typeof ratingValue>;
/** The rating that a new one takes the place of, and when it was set: what projections take back. */
export const formerRating = z.strictObject({ value: ratingValue, at: instant });
export type FormerRating = z.infer<typeof formerRating>;
/** The rating that a command requests for the caller; `clear` removes it. */
export const rating = z.enum(['helpful', 'not-helpful', 'clear']);
