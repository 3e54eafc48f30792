import type { OperationName } from '../routes/operations.ts';

const answerId = '7d9a4c1e-93b1-5f60-8f0b-2b6f0c1d9e57';
const memberId = '3f0e2a86-1c57-5d0b-9a41-6c2f7e8b9d10';

/** A body for each route that takes one. */
export const bodyExamples: Partial<Record<OperationName, object>> = {
  askQuestion: {
    title: 'What is product management?',
    body: 'In a sentence, for somebody new to it.',
    topics: ['Product Management'],
  },
  editQuestion: { title: 'What is product management, in a sentence?' },
  retagQuestion: { topics: ['Product Management', 'Careers'] },
  closeQuestion: { reason: 'The same as an earlier question' },
  acceptAnswer: { answerId },
  rateQuestion: { rating: 'helpful' },
  answerQuestion: { body: 'Deciding **what** is worth building, and for *whom*.' },
  reviseAnswer: { body: 'Deciding **what** is worth building, for *whom*, and why now.' },
  rateAnswer: { rating: 'not-helpful' },
  registerMentor: {
    handle: 'ada-example',
    displayName: 'Ada Example',
    title: 'Head of Product',
    company: 'Example Ltd',
    yearsOfExperience: 12,
  },
  changeMentorProfile: { title: 'Chief Product Officer' },
  verifyMentor: { evidence: 'company-email' },
  registerMember: { displayName: 'Ada Example' },
  changeRoles: { roles: ['member', 'moderator'] },
  suspendMember: { reason: 'Advertising', until: '2099-01-01T00:00:00.000Z' },
  issueToken: { memberId, label: 'laptop' },
  signIn: { token: 'stoa_7d9a4c1e93b15f608f0b2b6f0c1d9e57_the-secret-that-was-shown-once', next: '/q/what-is-it' },
  signOut: { formToken: 'qYrN3wSxv0m4Yq2eS8s1v0m3r9uJmE0cJk3x5v5b0aA' },
  tellViews: {
    facts: [
      {
        kind: 'seen',
        question: memberId,
        answer: answerId,
        render: 'EgwqZX4YscHbEwVhYQwxVg',
        token: 'mx327k83.PFoEcmL9HWAmkA_LTFllqg',
        share: 0.8,
        visibleMs: 1000,
        referrer: 'search.example',
        utmSource: 'newsletter',
        screen: 'large',
        language: 'en',
      },
    ],
  },
  queryAnalytics: {
    metrics: ['views', 'visitors', 'read_time'],
    date_range: '28d',
    dimensions: ['time:day'],
    filters: [['is', 'country', ['NL', 'BE']]],
    include: { time_labels: true, comparison: 'previous_period' },
    timezone: 'Europe/Amsterdam',
  },
  importViews: { source: 'former site', counts: [{ questionId: memberId, answerId, views: 1298 }] },
  restateViews: { from: '2026-11-01', to: '2026-11-02', rules: 'views.rules.v2', dryRun: true },
  importViewLog: {
    source: 'access.log',
    from: '0',
    to: '187',
    content: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    facts: 'AWNgYGBgAAAA',
  },
  importBatch: {
    fingerprint: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    items: [
      { kind: 'member', at: '2014-05-13T22:30:00.000Z', member: { kind: 'user', id: '7' }, displayName: 'Ada Example' },
      {
        kind: 'question',
        at: '2014-05-13T22:30:00.000Z',
        question: '1',
        by: { kind: 'user', id: '7' },
        displayName: 'Ada Example',
        title: 'What is product management?',
        body: 'In a sentence.',
        topics: ['Product Management'],
      },
      { kind: 'rating', at: '2014-05-14T00:00:00.000Z', question: '1', vote: '90', helpful: true },
    ],
  },
};
