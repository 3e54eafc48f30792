import { analyticsQuery, viewClasses } from '@stoa/contracts';
import type * as contracts from '@stoa/contracts';
import type {
  AnswerList,
  AnalyticsResult,
  AnswerResource,
  BoardEntry,
  FindNames,
  Leaderboard,
  MentorResource,
  NamesFound,
  PageAnswerEntry,
  QuestionPage,
  QueryAnalytics,
  QuestionResource,
  ViewTargets,
  ViewsExplained,
} from '@stoa/contracts';

export const boardEntry = (displayName: string, score = 120): BoardEntry => ({
  rank: 1,
  mentor: {
    id: '55555555-5555-5555-8555-555555555555',
    handle: 'ada',
    displayName,
    title: 'Head',
    company: 'Example',
    yearsOfExperience: null,
    verified: true,
  },
  score,
  answers: 4,
  helpful: 12,
  notHelpful: 0,
  accepted: 0,
});

export const answerFixture = (over: Partial<PageAnswerEntry> = {}): PageAnswerEntry => ({
  rank: 1,
  id: '66666666-6666-5666-8666-666666666666',
  mentor: { id: '55555555-5555-5555-8555-555555555555', handle: 'ada' },
  byline: { displayName: 'Ada Example', title: 'Head of Product', company: 'Example Ltd', yearsOfExperience: 12 },
  publishedAt: '2026-06-23T10:00:00.000Z',
  day: '2026-06-23',
  revisedAt: null,
  body: { markdown: '**Why.**', html: '<p><strong>Why.</strong></p>' },
  views: { total: 1298, imported: 1200 },
  ratings: { helpful: 9, notHelpful: 1 },
  accepted: true,
  ...over,
});

export const pageFixture = (over: Partial<QuestionPage['question']> = {}, answers = [answerFixture()]): QuestionPage => ({
  question: {
    id: '11111111-1111-5111-8111-111111111111',
    slug: 'what-is-it',
    title: 'What is it?',
    body: { markdown: 'Tell.', html: '<p>Tell.</p>' },
    asker: { id: '44444444-4444-5444-8444-444444444444', displayName: 'Grace Example' },
    askedAt: '2026-06-22T10:00:00.000Z',
    day: '2026-06-22',
    topics: [{ key: 'product-management', name: 'Product Management' }],
    status: 'open',
    closedBecause: null,
    ratings: { helpful: 3, notHelpful: 0 },
    views: { total: 2000, imported: 0 },
    ...over,
  },
  formula: 'best.v1',
  totalAnswers: answers.length,
  answers,
  next: null,
  topMentors: {
    formula: 'mentor.v1',
    topic: { key: 'product-management', name: 'Product Management' },
    mentors: [boardEntry('Ada Example')],
  },
});

export const answerListFixture = (): AnswerList => ({
  question: { id: '11111111-1111-5111-8111-111111111111', slug: 'what-is-it', title: 'What is it?' },
  items: [answerFixture({ rank: 31, accepted: false })],
  total: 32,
  next: 'AwAAACBhYmM',
});

export const boardFixture = (name = 'Ada Example'): Leaderboard => ({
  formula: 'mentor.v1',
  topic: { key: 'product-management', name: 'Product Management' },
  period: 'all',
  periodKey: 'all',
  mentors: [boardEntry(name)],
});

export const questionResourceFixture = (): QuestionResource => ({
  id: '11111111-1111-5111-8111-111111111111',
  slug: 'what-is-it',
  title: 'What is it?',
  body: 'Tell.',
  asker: { id: '44444444-4444-5444-8444-444444444444', displayName: 'Grace Example' },
  askedAt: '2026-06-22T10:00:00.000Z',
  topics: ['product-management'],
  status: 'open',
  closedBecause: null,
  acceptedAnswerId: null,
  revision: 3,
});

export const answerResourceFixture = (): AnswerResource => ({
  id: '66666666-6666-5666-8666-666666666666',
  questionId: '11111111-1111-5111-8111-111111111111',
  mentor: answerFixture().mentor,
  byline: answerFixture().byline,
  body: '**Why.**',
  publishedAt: '2026-06-23T10:00:00.000Z',
  revisedAt: null,
  revision: 3,
});

export const mentorResourceFixture = (): MentorResource => ({
  id: '55555555-5555-5555-8555-555555555555',
  memberId: '44444444-4444-5444-8444-444444444444',
  handle: 'ada',
  displayName: 'Ada Example',
  title: 'Head of Product',
  company: 'Example Ltd',
  yearsOfExperience: 12,
  bio: '',
  links: [],
  expertise: [{ key: 'product-management', name: 'Product Management' }],
  verified: null,
  registeredAt: '2026-06-20T10:00:00.000Z',
  revision: 3,
});

export const memberResourceFixture = (id: string): contracts.MemberResource => ({
  id,
  displayName: 'Ada Example',
  roles: ['member'],
  suspension: {
    reason: 'Advertising',
    until: '2026-12-01T00:00:00.000Z',
    since: '2026-11-24T09:00:00.000Z',
    moderatorId: '44444444-4444-5444-8444-444444444444',
  },
  registeredAt: '2026-11-01T09:00:00.000Z',
  revision: 2,
});

export const viewTargetsFixture = (questionId: string): ViewTargets | null =>
  questionId === pageFixture().question.id
    ? {
        questionId,
        slug: 'what-is-it',
        askerId: pageFixture().question.asker.id,
        topics: ['tea'],
        answers: pageFixture().answers.map(({ id, mentor, byline }) => ({
          answerId: id,
          mentorId: mentor.id,
          company: byline.company,
        })),
      }
    : null;

/** Whatever is asked for is there. */
export const namesFixture = ({ answers, questions, mentors, topics }: FindNames, mentorId: string): NamesFound => ({
  answers: answers.map((id) => ({
    id,
    questionId: pageFixture().question.id,
    slug: 'what-is-it',
    title: 'What is it?',
    mentorId,
    displayName: 'Ada Example',
  })),
  questions: questions.map((id) => ({ id, slug: 'what-is-it', title: 'What is it?' })),
  mentors: mentors.map((id) => ({ id, handle: 'ada', displayName: 'Ada Example', role: 'Head of Product, Example Ltd' })),
  topics: topics.map((key) => ({ key, name: key })),
});

const freshness = { position: '0000000000000042', at: '2026-11-24T08:59:00.000Z' };

export const explainedFixture = (answerId: string): ViewsExplained => ({
  answerId,
  day: null,
  total: 1298,
  counted: 98,
  imported: 1200,
  rules: 'views.rules.v1',
  classes: {
    ...(Object.fromEntries(viewClasses.map((name) => [name, 0])) as ViewsExplained['classes']),
    human: 98,
    known_bot: 7,
  },
  bots: [{ name: 'Examplebot', facts: 7 }],
  restated: 0,
  freshness,
});

/** One row of ones. */
export function analyticsFixture({ onlyMentor: _onlyMentor, after: _after, ...asked }: QueryAnalytics): AnalyticsResult {
  const query = analyticsQuery.parse(asked);
  return {
    results: [{ dimensions: query.dimensions.map(() => '2026-11-24'), metrics: query.metrics.map(() => 1) }],
    meta: {
      rules: 'views.rules.v1',
      source: 'rollups',
      imported: { views: 0, share: null },
      freshness,
      sampling: 'never',
      timezone: query.timezone,
      range: ['2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
      ...(query.include.time_labels ? { time_labels: ['2026-11-24'] } : {}),
    },
    query,
  };
}

export const restatementFixture = (data: contracts.RestateViews['data']): contracts.ViewsRestatement => ({
  ...data,
  position: '0000000000000042',
  facts: 10,
  changed: 2,
  batches: 1,
  classes: [
    { class: 'automated', former: 0, now: 2 },
    { class: 'human', former: 10, now: 8 },
  ],
  movers: [{ questionId: '11111111-1111-5111-8111-111111111111', answerId: null, former: 4, now: 2 }],
  next: null,
});
