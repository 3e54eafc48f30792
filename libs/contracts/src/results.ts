import { z } from 'zod';

// What results of queries are made of. Shapes of responses, not rules: vocabulary.ts defines what may be written.

export const count = z.int();
export const sentInstant = z.iso.datetime({ precision: 3 });
export const shownTopic = z.object({ key: z.string(), name: z.string() });
/** `html` is the renderer's: safe to show as it is. */
export const shownMarkdown = z.object({ markdown: z.string(), html: z.string() });
export const questionStatus = z.enum(['open', 'closed']);
export const position = z.string();
/** A day, YYYY-MM-DD. */
export const sentDay = z.iso.date();

/** A readable name or an id, as a query takes it. */
export const idOrName = z.string().min(1).max(200);

/** A part of a list; `next` is the cursor of the part after it, null for the last one. */
export const pageOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), next: z.string().nullable() });

/** `cursor` is what an earlier page named as `next`. */
export const paging = { limit: z.int().min(1).max(1000), cursor: z.string().max(500).optional() };
