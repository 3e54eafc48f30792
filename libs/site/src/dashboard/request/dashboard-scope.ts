import type { AnalyticsFilter, ValueDimension } from '@stoa/contracts';

/** What a dashboard is about. */
export type DashboardScope =
  | { readonly kind: 'site' }
  | { readonly kind: 'answer'; readonly id: string }
  | { readonly kind: 'question'; readonly id: string }
  | { readonly kind: 'mentor'; readonly id: string; readonly handle: string };

export function scopePath(scope: DashboardScope): string {
  switch (scope.kind) {
    case 'site':
      return '/analytics';
    case 'answer':
      return `/analytics/answers/${encodeURIComponent(scope.id)}`;
    case 'question':
      return `/analytics/questions/${encodeURIComponent(scope.id)}`;
    case 'mentor':
      return `/analytics/mentors/${encodeURIComponent(scope.handle)}`;
  }
}

export const scopeFilters = (scope: DashboardScope): AnalyticsFilter[] =>
  scope.kind === 'site' ? [] : [['is', scope.kind, [scope.id]]];

const READERS = ['referrer', 'utm_source', 'country', 'language', 'browser', 'os', 'device'] as const;

/** What a scope can be broken down by: not by what is the same for all of it. */
const BREAKDOWNS: Readonly<Record<DashboardScope['kind'], readonly ValueDimension[]>> = {
  site: ['question', 'answer', 'mentor', 'company', 'topic', 'page', ...READERS],
  mentor: ['question', 'answer', 'company', 'topic', 'page', ...READERS],
  question: ['answer', 'mentor', 'company', ...READERS],
  answer: READERS,
};
export const breakdownsOf = ({ kind }: DashboardScope): readonly ValueDimension[] => BREAKDOWNS[kind];
