import type { Operation } from '../routes/operation.ts';
import type { OperationName } from '../routes/operations.ts';

/** `member`: any signed-in member; the others: members with that role (an admin may do what a moderator and an analyst may). */
export type Access = 'public' | 'member' | 'analyst' | 'moderator' | 'admin';

/**
 * Who may use each route. This file is the API's whole policy: a route that it does not name does not compile and would be
 * refused. Ownership of content, and whether a member is a mentor, are checked by the contexts.
 */
export const policy = {
  askQuestion: 'member',
  listQuestions: 'public',
  getQuestion: 'public',
  editQuestion: 'member',
  withdrawQuestion: 'member',
  getQuestionPage: 'public',
  getQuestionRevisions: 'public',
  retagQuestion: 'member',
  closeQuestion: 'moderator',
  reopenQuestion: 'moderator',
  acceptAnswer: 'member',
  unacceptAnswer: 'member',
  restoreQuestion: 'member',
  rateQuestion: 'member',
  clearQuestionRating: 'member',
  listTopics: 'public',
  getTopic: 'public',
  answerQuestion: 'member',
  listAnswers: 'public',
  getAnswer: 'public',
  getAnswerRevisions: 'public',
  explainViews: 'public',
  reviseAnswer: 'member',
  withdrawAnswer: 'member',
  restoreAnswer: 'member',
  rateAnswer: 'member',
  clearAnswerRating: 'member',
  registerMentor: 'member',
  getMentor: 'public',
  changeMentorProfile: 'member',
  addExpertise: 'member',
  dropExpertise: 'member',
  verifyMentor: 'moderator',
  unverifyMentor: 'moderator',
  getLeaderboard: 'public',
  registerMember: 'admin',
  changeRoles: 'admin',
  getMember: 'moderator',
  suspendMember: 'moderator',
  reinstateMember: 'moderator',
  issueToken: 'admin',
  revokeToken: 'admin',
  tellViews: 'public',
  getRender: 'public',
  queryAnalytics: 'member',
  importViews: 'admin',
  restateViews: 'admin',
  getViewLog: 'admin',
  importViewLog: 'admin',
  importBatch: 'admin',
  getImported: 'admin',
  listProjections: 'admin',
  startRebuild: 'admin',
  getRebuild: 'admin',
  startVerification: 'admin',
  getVerification: 'admin',
  cancelVerification: 'admin',
  listSetAside: 'admin',
  live: 'public',
  ready: 'public',
  openapi: 'public',
  homePage: 'public',
  questionPage: 'public',
  answersPage: 'public',
  topicPage: 'public',
  signInPage: 'public',
  signIn: 'public',
  signOut: 'public',
  explanationPage: 'public',
  whatCountsPage: 'public',
  dashboardPage: 'analyst',
  answerDashboardPage: 'member',
  questionDashboardPage: 'analyst',
  mentorDashboardPage: 'member',
  livePage: 'analyst',
  asset: 'public',
} as const satisfies Record<OperationName, Access>;

/** Whether an operation is one that a suspended member may not use: who is suspended reads. */
export const writes = ({ command }: Pick<Operation, 'command'>, access: Access): boolean =>
  command !== undefined && access !== 'public';

/** Undefined, and so refused, for what no line above names. */
export const accessOf = (name: string | undefined): Access | undefined =>
  name !== undefined && Object.hasOwn(policy, name) ? policy[name as OperationName] : undefined;
