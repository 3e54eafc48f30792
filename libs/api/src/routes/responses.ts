import * as c from '@stoa/contracts';
import { z } from 'zod';

const text = z.string();
const PROBLEM = {
  type: '/problems/validation-failed',
  title: 'Validation failed',
  status: 422,
  detail: 'Validation failed; correct the listed fields.',
  instance: 'urn:uuid:0b0a3f0e-6f43-4a53-9a6f-2f1b8f1c7d11',
  code: 'validation-failed',
  errors: [{ pointer: '/title', code: 'custom', expected: 'at least one visible character' }],
};

const commandResult = z
  .object({ id: z.uuid(), revision: c.count, position: text.describe('Wait for it with `after`.') })
  .meta({ examples: [{ id: '7d9a4c1e-93b1-5f60-8f0b-2b6f0c1d9e57', revision: 0, position: '0000000000000042' }] });

/** Schemas of responses by their names in OpenAPI. What a query's handler gives is described beside the query, in contracts. */
export const responses = {
  CommandResult: commandResult,
  IssuedToken: commandResult.extend({
    token: text.nullable().describe('Shown once; null when the request is a repeat.'),
    hint: text.nullable(),
  }),
  Question: c.questionResource,
  QuestionRevisions: c.questionRevisions,
  QuestionList: c.questionList,
  QuestionPage: c.questionPage,
  AnswerList: c.answerList,
  TopicList: c.topicList,
  Topic: c.topicSummary,
  Answer: c.answerResource,
  AnswerRevisions: c.answerRevisions,
  Mentor: c.mentorResource,
  Member: c.memberResource,
  Leaderboard: c.leaderboard,
  ImportedBatch: z.object({
    position: text.describe('Wait for it with `after`.'),
    imported: c.count.describe('Events that were written now.'),
    repeated: c.count.describe('Events that existed already.'),
    changes: z.record(text, c.count).describe('Of those written now, what follows from what the source says now, by type.'),
  }),
  ImportedViews: commandResult.extend({
    imported: c.count.describe('Events that were written now.'),
    events: z.record(text, c.count).describe('Events of this import by type, also those that existed already.'),
  }),
  Imported: c.importedPart,
  AnalyticsResult: c.analyticsResult,
  ImportedViewLog: z.object({
    position: text.describe('Wait for it with `after`.'),
    imported: c.count.describe('Facts that were written now; 0 where they existed already.'),
  }),
  ViewLog: c.viewLogState,
  ViewsExplained: c.viewsExplained,
  ViewsRestatement: c.viewsRestatement,
  ViewFactsTaken: c.viewFactsTaken,
  RenderTicket: c.renderTicket,
  Projections: z.object({ items: z.array(c.projectionStatus) }),
  Rebuild: c.rebuildStatus,
  Verification: c.verificationStatus,
  SetAside: z.object({ items: z.array(c.setAsideMessage) }),
  Health: z.object({
    status: z.enum(['ok', 'degraded', 'waiting']).describe('Sent with 503 where it waits.'),
    checks: z
      .array(
        z.object({
          name: text,
          waitingFor: text.nullable(),
          degraded: text.optional().describe('What it can no longer do, while everything else is served.'),
        }),
      )
      .optional(),
  }),
  OpenApi: z.looseObject({ openapi: text }),
  Problem: z
    .object({
      type: text,
      title: text,
      status: c.count,
      detail: text,
      instance: text,
      code: text,
      errors: z.array(z.object({ pointer: text, code: text, expected: text })),
      position: text.optional().describe('Checkpoint of a read model that is behind.'),
    })
    .meta({ examples: [PROBLEM] }),
} as const satisfies Record<string, z.ZodObject>;

export type ResponseName = keyof typeof responses;
