import { z } from 'zod';
import { count } from '../results.ts';
import { uuid } from '../vocabulary.ts';
import { factKinds } from './facts/view-fact.ts';

const host = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9._:-]+$/, 'a host, without scheme and path')
  .transform((text) => text.toLowerCase());
/** What a campaign calls itself, without characters that only layout has a use for. */
const source = z
  .string()
  .max(80)
  .regex(/^[^\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, 'one line of text')
  .transform((text) => text.trim() || null);
const language = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'a BCP 47 language tag')
  .transform((text) => text.toLowerCase());

/** What a page tells about one answer, or about the question itself where there is no answer. */
export const pageFact = z.strictObject({
  kind: z
    .enum(factKinds)
    .describe('seen: the rule was met; glimpse: the page was left before; time: how long it was visible so far'),
  question: uuid,
  answer: uuid.nullable().default(null),
  render: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/, '22 characters of base64url')
    .optional(),
  token: z.string().max(200).optional(),
  share: z.number().min(0).max(1).describe('visible share of the answer, or of the window where the answer is taller'),
  visibleMs: z.int().min(0).max(86_400_000),
  referrer: host.nullable().default(null),
  utmSource: source.nullable().default(null),
  screen: z.enum(['small', 'medium', 'large']).nullable().default(null),
  language: language.nullable().default(null),
});
export type PageFact = z.output<typeof pageFact>;

export const viewFacts = z.strictObject({ facts: z.array(pageFact).min(1).max(64) });
export const viewFactsTaken = z.object({ facts: count });
/** Proves to POST /v1/views which page was shown to whom, for a day. */
export const renderTicket = z.object({ render: z.string(), token: z.string() });
export type RenderTicket = z.output<typeof renderTicket>;
