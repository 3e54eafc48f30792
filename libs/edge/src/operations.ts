import * as c from '@stoa/contracts';
import type { CommandClass } from '@stoa/kernel';
import { z } from 'zod';
import type { Operation } from './operation.ts';

const limit = z.coerce.number().int().min(1).max(100).default(20).describe('How many at most.');
const after = z.string().regex(/^[0-9A-Za-z-]{1,64}$/).optional().describe('Wait (up to five seconds) until the answer has seen this position.');
const cursor = z.string().max(200).optional().describe('`next` of an earlier answer.');
const day = z.iso.date().optional().describe('A day inside the period, YYYY-MM-DD; today unless told.');
const period = z.enum(c.boardPeriods).default('all');

const waiting = z.strictObject({ after });
/** Constructors of commands differ in their data, which the schema checks before one is made. */
const command = (of: unknown): CommandClass => of as CommandClass;

const question = { tag: 'questions', answer: 'CommandAnswer' } as const;
const answer = { tag: 'answers', answer: 'CommandAnswer' } as const;
const mentor = { tag: 'mentors', answer: 'CommandAnswer' } as const;

/** Every route of Stoa and who may use it: the policy. A route that is not here does not exist. */
export const operations = {
  askQuestion: { ...question, method: 'POST', path: '/v1/questions', access: 'member', summary: 'Ask a question', command: command(c.AskQuestion), location: '/v1/questions/{id}' },
  listQuestions: { ...question, method: 'GET', path: '/v1/questions', access: 'public', summary: 'Questions, newest first', query: z.strictObject({ cursor, limit, after }), answer: 'QuestionList' },
  getQuestion: { ...question, method: 'GET', path: '/v1/questions/{questionId}', access: 'public', summary: 'A question by id or slug', conditional: true, answer: 'Question' },
  editQuestion: { ...question, method: 'PATCH', path: '/v1/questions/{questionId}', access: 'member', summary: 'Edit title or body', command: command(c.EditQuestion), ifMatch: true },
  withdrawQuestion: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}', access: 'member', summary: 'Withdraw a question', command: command(c.WithdrawQuestion), ifMatch: true },
  getQuestionPage: { ...question, method: 'GET', path: '/v1/questions/{questionId}/page', access: 'public', summary: 'The page: ranked answers and the topic’s top mentors', query: waiting, conditional: true, answer: 'QuestionPage' },
  getQuestionRevisions: { ...question, method: 'GET', path: '/v1/questions/{questionId}/revisions', access: 'public', summary: 'What a question was over time', answer: 'QuestionRevisions' },
  retagQuestion: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/topics', access: 'member', summary: 'Set the topics', command: command(c.RetagQuestion) },
  closeQuestion: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/closing', access: 'moderator', summary: 'Close with a reason', command: command(c.CloseQuestion) },
  reopenQuestion: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}/closing', access: 'moderator', summary: 'Reopen', command: command(c.ReopenQuestion) },
  acceptAnswer: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/acceptance', access: 'member', summary: 'Accept an answer', command: command(c.AcceptAnswer) },
  unacceptAnswer: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}/acceptance', access: 'member', summary: 'Take the acceptance back', command: command(c.UnacceptAnswer) },
  restoreQuestion: { ...question, method: 'POST', path: '/v1/questions/{questionId}/restoration', access: 'member', summary: 'Restore a withdrawn question', command: command(c.RestoreQuestion) },
  rateQuestion: { ...question, method: 'PUT', path: '/v1/questions/{questionId}/rating', access: 'member', summary: 'Rate a question', command: command(c.RateQuestion) },
  clearQuestionRating: { ...question, method: 'DELETE', path: '/v1/questions/{questionId}/rating', access: 'member', summary: 'Take your rating back', command: command(c.RateQuestion), fixed: { rating: 'clear' } },

  answerQuestion: { ...answer, method: 'POST', path: '/v1/questions/{questionId}/answers', access: 'member', summary: 'Answer as a mentor', command: command(c.AnswerQuestion), location: '/v1/answers/{id}' },
  getAnswer: { ...answer, method: 'GET', path: '/v1/answers/{answerId}', access: 'public', summary: 'An answer', conditional: true, answer: 'Answer' },
  getAnswerRevisions: { ...answer, method: 'GET', path: '/v1/answers/{answerId}/revisions', access: 'public', summary: 'What an answer was over time', answer: 'AnswerRevisions' },
  reviseAnswer: { ...answer, method: 'PATCH', path: '/v1/answers/{answerId}', access: 'member', summary: 'Revise the body', command: command(c.ReviseAnswer), ifMatch: true },
  withdrawAnswer: { ...answer, method: 'DELETE', path: '/v1/answers/{answerId}', access: 'member', summary: 'Withdraw an answer', command: command(c.WithdrawAnswer), ifMatch: true },
  restoreAnswer: { ...answer, method: 'POST', path: '/v1/answers/{answerId}/restoration', access: 'member', summary: 'Restore a withdrawn answer', command: command(c.RestoreAnswer) },
  rateAnswer: { ...answer, method: 'PUT', path: '/v1/answers/{answerId}/rating', access: 'member', summary: 'Rate an answer', command: command(c.RateAnswer) },
  clearAnswerRating: { ...answer, method: 'DELETE', path: '/v1/answers/{answerId}/rating', access: 'member', summary: 'Take your rating back', command: command(c.RateAnswer), fixed: { rating: 'clear' } },

  registerMentor: { ...mentor, method: 'POST', path: '/v1/mentors', access: 'member', summary: 'Become a mentor', command: command(c.RegisterMentor), location: '/v1/mentors/{id}' },
  getMentor: { ...mentor, method: 'GET', path: '/v1/mentors/{mentorId}', access: 'public', summary: 'A mentor by id or handle', conditional: true, answer: 'Mentor' },
  changeMentorProfile: { ...mentor, method: 'PATCH', path: '/v1/mentors/{mentorId}', access: 'member', summary: 'Change the profile', command: command(c.ChangeMentorProfile), ifMatch: true },
  addExpertise: { ...mentor, method: 'PUT', path: '/v1/mentors/{mentorId}/expertise/{topic}', access: 'member', summary: 'Add a topic of expertise', command: command(c.AddExpertise) },
  dropExpertise: { ...mentor, method: 'DELETE', path: '/v1/mentors/{mentorId}/expertise/{topic}', access: 'member', summary: 'Drop a topic of expertise', command: command(c.DropExpertise) },
  verifyMentor: { ...mentor, method: 'PUT', path: '/v1/mentors/{mentorId}/verification', access: 'moderator', summary: 'Verify with the kind of evidence', command: command(c.VerifyMentor) },
  unverifyMentor: { ...mentor, method: 'DELETE', path: '/v1/mentors/{mentorId}/verification', access: 'moderator', summary: 'Take the verification back', command: command(c.UnverifyMentor) },
  getLeaderboard: { tag: 'mentors', method: 'GET', path: '/v1/leaderboards/mentors', access: 'public', summary: 'Mentors of the site or a topic, ranked', query: z.strictObject({ topic: c.topicKey.optional(), period, at: day, limit, after }), answer: 'Leaderboard' },

  registerMember: { tag: 'access', method: 'POST', path: '/v1/members', access: 'admin', summary: 'Register a member', command: command(c.RegisterMember), answer: 'CommandAnswer', location: '/v1/members/{id}' },
  changeRoles: { tag: 'access', method: 'PUT', path: '/v1/members/{memberId}/roles', access: 'admin', summary: 'Set a member’s roles', command: command(c.ChangeRoles), answer: 'CommandAnswer' },
  issueToken: { tag: 'access', method: 'POST', path: '/v1/tokens', access: 'admin', summary: 'Issue a token; it is shown this once', body: c.IssueToken.schema.omit({ secretHash: true }).extend({ expiresAt: c.instant.nullable().default(null) }), answer: 'IssuedToken', location: '/v1/tokens/{id}' },
  revokeToken: { tag: 'access', method: 'DELETE', path: '/v1/tokens/{tokenId}', access: 'admin', summary: 'Revoke a token', answer: 'CommandAnswer' },

  importViews: { tag: 'operations', method: 'POST', path: '/v1/imports/views', access: 'admin', summary: 'Take over totals that another system counted', command: command(c.ImportViews), answer: 'CommandAnswer' },
  listProjections: { tag: 'operations', method: 'GET', path: '/v1/projections', access: 'admin', summary: 'All read models', answer: 'Projections' },
  startRebuild: { tag: 'operations', method: 'POST', path: '/v1/projections/{projection}/rebuilds', access: 'admin', summary: 'Build a read model anew while it serves', answer: 'Rebuild', status: 202 },
  getRebuild: { tag: 'operations', method: 'GET', path: '/v1/projections/{projection}/rebuilds/{rebuildId}', access: 'admin', summary: 'How far a rebuild is', answer: 'Rebuild' },
  live: { tag: 'operations', method: 'GET', path: '/health/live', access: 'public', summary: 'The process is alive', answer: 'Health' },
  ready: { tag: 'operations', method: 'GET', path: '/health/ready', access: 'public', summary: 'The process can serve', answer: 'Health' },
  openapi: { tag: 'operations', method: 'GET', path: '/openapi.json', access: 'public', summary: 'This description', answer: 'OpenApi' },

  homePage: { tag: 'pages', method: 'GET', path: '/', access: 'public', summary: 'Newest questions', query: z.strictObject({ cursor }), answer: 'Html', form: 'html' },
  questionPage: { tag: 'pages', method: 'GET', path: '/q/{slug}', access: 'public', summary: 'A question page', query: waiting, conditional: true, answer: 'Html', form: 'html' },
  topicPage: { tag: 'pages', method: 'GET', path: '/t/{topic}', access: 'public', summary: 'A topic’s board', query: z.strictObject({ period }), answer: 'Html', form: 'html' },
  stylesheet: { tag: 'pages', method: 'GET', path: '/assets/{file}', access: 'public', summary: 'The pages’ stylesheet', answer: 'Css', form: 'html' },
} as const satisfies Record<string, Operation>; // prettier-ignore

export type OperationName = keyof typeof operations;
export const operationOf = (name: OperationName): Operation => operations[name];
