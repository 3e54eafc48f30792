import { z } from 'zod';

const text = z.string();
const id = z.uuid();
const count = z.number().int();
const instant = z.iso.datetime();
const topic = z.object({ key: text, name: text });
const markdownBody = z.object({ markdown: text, html: text });
const ratings = z.object({ helpful: count, notHelpful: count });
const views = z.object({ total: count, imported: count });
const byline = z.object({ name: text, title: text, company: text });
const boardEntry = z.object({
  rank: count,
  mentor: z.object({ id, handle: text, name: text, title: text, company: text, verified: z.boolean() }),
  score: count,
  answers: count,
  helpful: count,
  notHelpful: count,
  accepted: count,
});
const status = z.enum(['open', 'closed']);

const PROBLEM = {
  type: '/problems/validation-failed',
  title: 'A value is not acceptable',
  status: 422,
  detail: 'A value of the request is not acceptable.',
  instance: 'urn:uuid:0b0a3f0e-6f43-4a53-9a6f-2f1b8f1c7d11',
  code: 'validation-failed',
  errors: [{ pointer: '/title', code: 'custom', expected: 'at least one visible character' }],
};

/** What answers look like, by the name that operations give. */
// prettier-ignore
export const answerSchemas: Record<string, z.ZodType> = {
  CommandAnswer: z
    .object({ id, revision: count, position: text.describe('Wait for it with `after`.') })
    .meta({ examples: [{ id: '7d9a4c1e-93b1-5f60-8f0b-2b6f0c1d9e57', revision: 0, position: '0000000000000042' }] }),
  IssuedToken: z.object({ id, revision: count, position: text, token: text.nullable().describe('Shown once; null when the request is a repeat.'), hint: text.nullable() }),
  Question: z.object({ id, slug: text, title: text, body: text, asker: z.object({ id, name: text }), askedAt: instant, topics: z.array(text), status, closedBecause: text.nullable(), acceptedAnswerId: id.nullable(), revision: count }),
  QuestionRevisions: z.object({ items: z.array(z.object({ revision: count, at: instant, by: id, title: text, body: text, topics: z.array(text) })), next: text.nullable() }),
  QuestionList: z.object({ items: z.array(z.object({ id, slug: text, title: text, askedAt: instant, asker: z.object({ id, name: text }), topics: z.array(text), status, answers: count, accepted: z.boolean() })), next: text.nullable() }),
  QuestionPage: z.object({
    question: z.object({ id, slug: text, title: text, body: markdownBody, asker: z.object({ id, name: text }), askedAt: instant, day: z.iso.date(), topics: z.array(topic), status, closedBecause: text.nullable(), ratings, views }),
    formula: text.describe('How answers are ranked.'),
    answers: z.array(z.object({ rank: count, id, mentor: z.object({ id, handle: text }), byline, publishedAt: instant, day: z.iso.date(), revisedAt: instant.nullable(), body: markdownBody, views, ratings, accepted: z.boolean() })),
    topMentors: z.object({ formula: text, topic: topic.nullable(), mentors: z.array(boardEntry) }),
  }),
  Answer: z.object({ id, questionId: id, mentor: z.object({ id, handle: text }), byline, body: text, publishedAt: instant, revisedAt: instant.nullable(), revision: count }),
  AnswerRevisions: z.object({ items: z.array(z.object({ revision: count, at: instant, by: id, body: text })), next: text.nullable() }),
  Mentor: z.object({ id, memberId: id, handle: text, name: text, title: text, company: text, bio: text, links: z.array(z.object({ label: text, url: text })), expertise: z.array(topic), verified: z.object({ evidence: text, since: instant }).nullable(), registeredAt: instant, revision: count }),
  Leaderboard: z.object({ formula: text, topic: topic.nullable(), period: text, periodKey: text, mentors: z.array(boardEntry) }),
  ImportedBatch: z.object({ position: text.describe('Wait for it with `after`.'), imported: count.describe('Events that were written now.'), repeated: count.describe('Events that were there.') }),
  Projections: z.object({ items: z.array(z.object({ name: text, state: z.enum(['live', 'building', 'degraded']), generation: count.nullable(), current: z.boolean(), code: z.object({ rows: text, documents: text }).nullable(), position: text, head: text, documentsWaiting: count, reason: text.nullable() })) }),
  Rebuild: z.object({ id, projection: text, generation: count, state: z.enum(['running', 'done', 'failed']), phase: text, events: count, ofEvents: count, documents: count, ofDocuments: count, rate: count, etaSeconds: count.nullable(), startedAt: instant, finishedAt: instant.nullable(), error: text.nullable() }),
  SetAside: z.object({ items: z.array(z.object({ topic: text, partition: count, offset: count, code: text, sentence: text, key: text, headers: z.record(z.string(), z.unknown()), bytes: text.describe('In base64, a mebibyte at most.'), size: count, at: instant })) }),
  Health: z.object({ status: z.enum(['ok', 'waiting']), checks: z.array(z.object({ name: text, waitingFor: text.nullable() })).optional() }),
  OpenApi: z.object({ openapi: text }).loose(),
  Problem: z.object({ type: text, title: text, status: count, detail: text, instance: text, code: text, errors: z.array(z.object({ pointer: text, code: text, expected: text })), position: text.optional().describe('How far a read model is that is behind.') })
    .meta({ examples: [PROBLEM] }),
};
