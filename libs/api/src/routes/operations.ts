import * as c from '@stoa/contracts';
import type { CommandClass } from '@stoa/kernel';
import { z } from 'zod';
import type { Operation } from './operation.ts';
import {
  after,
  cursor,
  day,
  formToken,
  from,
  limit,
  next,
  orderCursor,
  period,
  topic,
  topicSort,
  utcDay,
} from './query-parameters.ts';

/** Constructors of commands differ in their data, which the schema checks before one is made. */
export const commandClass = (of: unknown): CommandClass => of as CommandClass;

const waiting = z.strictObject({ after });
const paged = z.strictObject({ cursor, limit });
const question = { tag: 'questions', response: 'CommandResult' } as const;
const answer = { tag: 'answers', response: 'CommandResult' } as const;
const mentor = { tag: 'mentors', response: 'CommandResult' } as const;

/**
 * Every route of Stoa. Pages ignore parameters that they do not know: services through which links are shared add some. policy.ts says who may use a
 * route; one that is not here does not exist.
 */
// prettier-ignore
export const operations = {
  askQuestion: { ...question, content: true, method: 'POST', path: '/v1/questions', summary: 'Ask a question', command: commandClass(c.AskQuestion), location: '/v1/questions/{id}' },
  listQuestions: { ...question, method: 'GET', path: '/v1/questions', summary: 'Questions, newest first', query: z.strictObject({ cursor, limit, after }), response: 'QuestionList' },
  getQuestion: { ...question, method: 'GET', path: '/v1/questions/{questionId}', summary: 'A question by id or slug', etag: 'revision', response: 'Question', refuses: ['gone', 'newer-events'] },
  editQuestion: { ...question, content: true, method: 'PATCH', path: '/v1/questions/{questionId}', summary: 'Edit title or body', command: commandClass(c.EditQuestion), ifMatch: true, refuses: ['gone'] },
  withdrawQuestion: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}', summary: 'Withdraw a question', command: commandClass(c.WithdrawQuestion), ifMatch: true },
  getQuestionPage: { ...question, method: 'GET', path: '/v1/questions/{questionId}/page', summary: 'The page: ranked answers and the topic’s top mentors', query: waiting, etag: 'content', response: 'QuestionPage', refuses: ['gone'] },
  getQuestionRevisions: { ...question, method: 'GET', path: '/v1/questions/{questionId}/revisions', summary: 'What a question was over time, oldest first', query: paged, response: 'QuestionRevisions', refuses: ['gone', 'newer-events'] },
  retagQuestion: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/topics', summary: 'Set the topics', command: commandClass(c.RetagQuestion), refuses: ['gone'] },
  closeQuestion: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/closing', summary: 'Close with a reason', command: commandClass(c.CloseQuestion), refuses: ['gone'] },
  reopenQuestion: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}/closing', summary: 'Reopen', command: commandClass(c.ReopenQuestion), refuses: ['gone'] },
  acceptAnswer: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/acceptance', summary: 'Accept an answer', command: commandClass(c.AcceptAnswer), refuses: ['gone'] },
  unacceptAnswer: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}/acceptance', summary: 'Take the acceptance back', command: commandClass(c.UnacceptAnswer), refuses: ['gone'] },
  restoreQuestion: { ...question, method: 'POST', path: '/v1/questions/{questionId}/restoration', summary: 'Restore a withdrawn question', command: commandClass(c.RestoreQuestion) },
  rateQuestion: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/rating', summary: 'Rate a question', command: commandClass(c.RateQuestion), refuses: ['gone', 'own-content'] },
  clearQuestionRating: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}/rating', summary: 'Take your rating back', command: commandClass(c.RateQuestion), fixed: { rating: 'clear' }, refuses: ['gone'] },

  listTopics: { tag: 'questions', method: 'GET', path: '/v1/topics', summary: 'Topics with their numbers of questions and answers', query: z.strictObject({ sort: topicSort, cursor, limit, after }), response: 'TopicList' },
  getTopic: { tag: 'questions', method: 'GET', path: '/v1/topics/{topic}', summary: 'A topic by its key', query: waiting, response: 'Topic' },

  answerQuestion: { ...answer, content: true, method: 'POST', path: '/v1/questions/{questionId}/answers', summary: 'Answer as a mentor', command: commandClass(c.AnswerQuestion), location: '/v1/answers/{id}', refuses: ['gone', 'question-closed', 'too-many-answers'] },
  listAnswers: { ...answer, method: 'GET', path: '/v1/questions/{questionId}/answers', summary: 'All answers of a question, in the order of its page', query: z.strictObject({ cursor: orderCursor, limit, after }), response: 'AnswerList', refuses: ['gone'] },
  getAnswer: { ...answer, method: 'GET', path: '/v1/answers/{answerId}', summary: 'An answer', etag: 'revision', response: 'Answer', refuses: ['gone', 'newer-events'] },
  getAnswerRevisions: { ...answer, method: 'GET', path: '/v1/answers/{answerId}/revisions', summary: 'What an answer was over time, oldest first', query: paged, response: 'AnswerRevisions', refuses: ['gone', 'newer-events'] },
  explainViews: { tag: 'views', shed: 'first', method: 'GET', path: '/v1/answers/{answerId}/views/explain', summary: 'Where an answer’s number of views comes from', query: z.strictObject({ day: utcDay, after }), response: 'ViewsExplained' },
  reviseAnswer: { ...answer, content: true, method: 'PATCH', path: '/v1/answers/{answerId}', summary: 'Revise the body', command: commandClass(c.ReviseAnswer), ifMatch: true, refuses: ['gone'] },
  withdrawAnswer: { ...answer, method: 'DELETE', path: '/v1/answers/{answerId}', summary: 'Withdraw an answer', command: commandClass(c.WithdrawAnswer), ifMatch: true },
  restoreAnswer: { ...answer, method: 'POST', path: '/v1/answers/{answerId}/restoration', summary: 'Restore a withdrawn answer', command: commandClass(c.RestoreAnswer), refuses: ['too-many-answers'] },
  rateAnswer: { ...answer, method: 'PUT', path: '/v1/answers/{answerId}/rating', summary: 'Rate an answer', command: commandClass(c.RateAnswer), refuses: ['gone', 'own-content'] },
  clearAnswerRating: { ...answer, method: 'DELETE', path: '/v1/answers/{answerId}/rating', summary: 'Take your rating back', command: commandClass(c.RateAnswer), fixed: { rating: 'clear' }, refuses: ['gone'] },

  registerMentor: { ...mentor, content: true, method: 'POST', path: '/v1/mentors', summary: 'Become a mentor', command: commandClass(c.RegisterMentor), location: '/v1/mentors/{id}', refuses: ['name-taken'] },
  getMentor: { ...mentor, method: 'GET', path: '/v1/mentors/{mentorId}', summary: 'A mentor by id or handle', etag: 'revision', response: 'Mentor', refuses: ['newer-events'] },
  changeMentorProfile: { ...mentor, content: true, method: 'PATCH', path: '/v1/mentors/{mentorId}', summary: 'Change the profile', command: commandClass(c.ChangeMentorProfile), ifMatch: true },
  addExpertise: { ...mentor, method: 'PUT', path: '/v1/mentors/{mentorId}/expertise/{topic}', summary: 'Add a topic of expertise', command: commandClass(c.AddExpertise) },
  dropExpertise: { ...mentor, method: 'DELETE', path: '/v1/mentors/{mentorId}/expertise/{topic}', summary: 'Drop a topic of expertise', command: commandClass(c.DropExpertise) },
  verifyMentor: { ...mentor, method: 'PUT', path: '/v1/mentors/{mentorId}/verification', summary: 'Verify name, title and company by the kind of evidence; a change of one of them ends it', command: commandClass(c.VerifyMentor), ifMatch: 'optional', refuses: ['own-content'] },
  unverifyMentor: { ...mentor, method: 'DELETE', path: '/v1/mentors/{mentorId}/verification', summary: 'Take the verification back', command: commandClass(c.UnverifyMentor) },
  getLeaderboard: { tag: 'mentors', method: 'GET', path: '/v1/leaderboards/mentors', summary: 'Mentors of the site or a topic, ranked', query: z.strictObject({ topic, period, at: day, limit, after }), response: 'Leaderboard', refuses: ['not-found'] },

  registerMember: { tag: 'access', method: 'POST', path: '/v1/members', summary: 'Register a member', command: commandClass(c.RegisterMember), response: 'CommandResult', status: 201 },
  changeRoles: { tag: 'access', method: 'PUT', path: '/v1/members/{memberId}/roles', summary: 'Set a member’s roles', command: commandClass(c.ChangeRoles), response: 'CommandResult' },
  getMember: { tag: 'access', method: 'GET', path: '/v1/members/{memberId}', summary: 'A member, with roles and suspension', response: 'Member', refuses: ['newer-events'] },
  suspendMember: { tag: 'access', method: 'PUT', path: '/v1/members/{memberId}/suspension', summary: 'Suspend a member, who then reads and does not write; works from this response on', command: commandClass(c.SuspendMember), handled: true, response: 'CommandResult', refuses: ['own-content', 'projection-behind'] },
  reinstateMember: { tag: 'access', method: 'DELETE', path: '/v1/members/{memberId}/suspension', summary: 'End a suspension', command: commandClass(c.ReinstateMember), handled: true, response: 'CommandResult', refuses: ['projection-behind'] },
  issueToken: { tag: 'access', method: 'POST', path: '/v1/tokens', summary: 'Issue a token; it is shown once', command: commandClass(c.IssueToken), handled: true, body: c.IssueToken.schema.omit({ secretHash: true }).extend({ expiresAt: c.instant.nullable().default(null) }), response: 'IssuedToken', status: 201, refuses: ['not-found'] },
  revokeToken: { tag: 'access', method: 'DELETE', path: '/v1/tokens/{tokenId}', summary: 'Revoke a token', command: commandClass(c.RevokeToken), handled: true, body: z.strictObject({}), response: 'CommandResult' },

  tellViews: { tag: 'views', shed: 'last', method: 'POST', path: '/v1/views', summary: 'Tell what readers of a page have seen', body: c.viewFacts, handled: true, keyless: true, plainText: true, bodyLimit: 32 * 1024, response: 'ViewFactsTaken', status: 202, refuses: ['overloaded', 'dependency-unavailable'] },
  getRender: { tag: 'views', method: 'GET', path: '/v1/questions/{questionId}/render', summary: 'A ticket for another showing of a page', response: 'RenderTicket' },

  queryAnalytics: { tag: 'views', shed: 'first', method: 'POST', path: '/v1/analytics/query', summary: 'Ask about views by time, thing and reader; as JSON, or as a table with `Accept: text/csv`', body: c.analyticsQuery.extend({ after }), handled: true, keyless: true, csv: true, response: 'AnalyticsResult' },

  importViews: { tag: 'operations', method: 'POST', path: '/v1/imports/views', summary: 'Import totals that another system counted', command: commandClass(c.ImportViews), response: 'ImportedViews' },
  restateViews: { tag: 'operations', method: 'POST', path: '/v1/views/restatements', summary: 'Judge the views of closed days anew', command: commandClass(c.RestateViews), response: 'ViewsRestatement', refuses: ['request-in-progress', 'newer-events'] },
  getViewLog: { tag: 'operations', method: 'GET', path: '/v1/imports/view-logs/{log}', summary: 'How far an access log has been imported', response: 'ViewLog' },
  importViewLog: { tag: 'operations', method: 'POST', path: '/v1/imports/view-logs/{log}/batches', summary: 'Import facts of an access log, pseudonymised and judged', command: commandClass(c.ImportViewLog), response: 'ImportedViewLog', refuses: ['request-in-progress', 'newer-events'] },
  getImported: { tag: 'operations', method: 'GET', path: '/v1/imports/{source}', summary: 'What was imported from a source, part by part of the log', query: z.strictObject({ from }), response: 'Imported' },
  importBatch: { tag: 'operations', method: 'POST', path: '/v1/imports/{source}/batches', summary: 'Import what happened elsewhere, in order, on behalf of its authors', command: commandClass(c.ImportBatch), handled: true, response: 'ImportedBatch' },
  listProjections: { tag: 'operations', shed: 'never', method: 'GET', path: '/v1/projections', summary: 'All read models', response: 'Projections' },
  startRebuild: { tag: 'operations', method: 'POST', path: '/v1/projections/{projection}/rebuilds', summary: 'Build a read model again while it serves', command: commandClass(c.StartRebuild), location: '/v1/projections/{projection}/rebuilds/{id}', response: 'Rebuild', status: 202, refuses: ['request-in-progress'] },
  getRebuild: { tag: 'operations', shed: 'never', method: 'GET', path: '/v1/projections/{projection}/rebuilds/{rebuild}', summary: 'Progress of a rebuild', response: 'Rebuild' },
  startVerification: { tag: 'operations', method: 'POST', path: '/v1/projections/{projection}/verifications', summary: 'Fold a read model from the start and compare it with what is live, while it serves', command: commandClass(c.StartVerification), location: '/v1/projections/{projection}/verifications/{id}', response: 'Verification', status: 202, refuses: ['request-in-progress', 'projection-behind'] },
  getVerification: { tag: 'operations', shed: 'never', method: 'GET', path: '/v1/projections/{projection}/verifications/{verification}', summary: 'Progress of a verification, and its result', response: 'Verification' },
  cancelVerification: { tag: 'operations', method: 'DELETE', path: '/v1/projections/{projection}/verifications/{verification}', summary: 'End a verification and remove what it has folded', command: commandClass(c.CancelVerification), response: 'Verification' },
  listSetAside: { tag: 'operations', shed: 'never', method: 'GET', path: '/v1/set-aside', summary: 'Messages that no projector could process, newest first', query: z.strictObject({ limit }), response: 'SetAside' },
  live: { tag: 'operations', shed: 'never', method: 'GET', path: '/health/live', summary: 'The process is alive', response: 'Health' },
  ready: { tag: 'operations', shed: 'never', method: 'GET', path: '/health/ready', summary: 'The process can serve', response: 'Health', also: { 503: 'Health' } },
  openapi: { tag: 'operations', method: 'GET', path: '/openapi.json', summary: 'This description', response: 'OpenApi' },

  homePage: { tag: 'pages', method: 'GET', path: '/', summary: 'Newest questions', query: z.object({ cursor }), etag: 'content', response: 'Html', form: 'html' },
  questionPage: { tag: 'pages', method: 'GET', path: '/q/{slug}', summary: 'A question page', query: z.object({ after }), response: 'Html', form: 'html', refuses: ['gone'] },
  answersPage: { tag: 'pages', method: 'GET', path: '/q/{slug}/answers', summary: 'The answers that a question page leaves out', query: z.object({ cursor: orderCursor }), response: 'Html', form: 'html', refuses: ['gone'] },
  topicPage: { tag: 'pages', method: 'GET', path: '/t/{topic}', summary: 'A topic’s board', query: z.object({ period }), etag: 'content', response: 'Html', form: 'html' },
  signInPage: { tag: 'pages', method: 'GET', path: '/sign-in', summary: 'A form that takes a token', query: z.object({ next }), response: 'Html', form: 'html' },
  signIn: { tag: 'pages', method: 'POST', path: '/sign-in', summary: 'Begin a session with a token', body: z.strictObject({ token: z.string(), next, formToken }), response: 'Redirect', status: 303, form: 'html' },
  signOut: { tag: 'pages', method: 'POST', path: '/sign-out', summary: 'End the session in this browser', body: z.strictObject({ formToken }), response: 'Redirect', status: 303, form: 'html' },
  explanationPage: { tag: 'pages', shed: 'first', method: 'GET', path: '/a/{answerId}/views', summary: 'What an answer’s number of views is made of', query: z.object({ day: z.iso.date().optional().catch(undefined).describe('A day, UTC; without it all of them.') }), response: 'Html', form: 'html' },
  whatCountsPage: { tag: 'pages', method: 'GET', path: '/what-counts-as-a-view', summary: 'What counts as a view', query: z.object({}), response: 'Html', form: 'html' },
  dashboardPage: { tag: 'pages', shed: 'first', method: 'GET', path: '/analytics', summary: 'Views of the site', query: z.looseObject({ csv: z.string().optional().catch(undefined).describe('A table of the page, by its name, as a file.') }), csv: true, response: 'Html', form: 'html' },
  answerDashboardPage: { tag: 'pages', shed: 'first', method: 'GET', path: '/analytics/answers/{answerId}', summary: 'Views of an answer', query: z.looseObject({ csv: z.string().optional().catch(undefined).describe('A table of the page, by its name, as a file.') }), csv: true, response: 'Html', form: 'html' },
  questionDashboardPage: { tag: 'pages', shed: 'first', method: 'GET', path: '/analytics/questions/{questionId}', summary: 'Views of a question', query: z.looseObject({ csv: z.string().optional().catch(undefined).describe('A table of the page, by its name, as a file.') }), csv: true, response: 'Html', form: 'html' },
  mentorDashboardPage: { tag: 'pages', shed: 'first', method: 'GET', path: '/analytics/mentors/{mentorId}', summary: 'Views of a mentor’s answers', query: z.looseObject({ csv: z.string().optional().catch(undefined).describe('A table of the page, by its name, as a file.') }), csv: true, response: 'Html', form: 'html', refuses: ['newer-events'] },
  livePage: { tag: 'pages', shed: 'first', method: 'GET', path: '/live', summary: 'The last 30 minutes', query: z.object({ tz: z.string().max(64).optional().catch(undefined).describe('Time zone.'), refresh: z.string().optional().catch(undefined).describe('`off`: the page stands still.') }), response: 'Html', form: 'html' },
  asset: { tag: 'pages', shed: 'never', method: 'GET', path: '/assets/{file}', summary: 'The pages’ stylesheet and icon', response: 'Asset', form: 'html' },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
export const operationOf = (name: OperationName): Operation => operations[name];

/** The query string of an operation, as its controller gets it. */
export type QueryOf<N extends OperationName> = (typeof operations)[N] extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : never;
/** The body of an operation that names one, as its controller gets it. */
export type BodyOf<N extends OperationName> = (typeof operations)[N] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : never;
