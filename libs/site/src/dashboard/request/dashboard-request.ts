import { analyticsMetrics, valueDimensions, type AnalyticsMetric, type ValueDimension } from '@stoa/contracts';
import type { DashboardScope } from './dashboard-scope.ts';
import { DEFAULT_PERIOD, type Period } from './periods.ts';

export const dashboardTabs = ['views', 'classes'] as const;
export type DashboardTab = (typeof dashboardTabs)[number];

/** `value` null: facts that have none. */
export interface DashboardFilter {
  readonly dimension: ValueDimension;
  readonly value: string | null;
}

/** The whole list of one dimension, `page` from 1. */
export interface DashboardList {
  readonly dimension: ValueDimension;
  readonly page: number;
  readonly search: string;
}

/** All that a dashboard's address says. */
export interface DashboardRequest {
  readonly scope: DashboardScope;
  readonly period: Period;
  readonly compare: boolean;
  readonly filters: readonly DashboardFilter[];
  readonly tab: DashboardTab;
  readonly metric: AnalyticsMetric;
  /** IANA name. */
  readonly timezone: string;
  /** Null for the dashboard itself. */
  readonly list: DashboardList | null;
  /** The panel that is wanted as CSV, by the name of its query; null for the page. */
  readonly csv: string | null;
  /** What the address said that could not be used, in words for the page. */
  readonly notes: readonly string[];
}

export const isMetric = (text: string): text is AnalyticsMetric => analyticsMetrics.some((name) => name === text);
export const isDimension = (text: string): text is ValueDimension => valueDimensions.some((name) => name === text);
export const isTab = (text: string): text is DashboardTab => dashboardTabs.some((name) => name === text);

/** Filters that let only facts through which did not count: there are no views then. */
export const excludesViews = (filters: readonly DashboardFilter[]): boolean =>
  filters.some(({ dimension, value }) => (dimension === 'bot' && value !== null) || (dimension === 'class' && value !== 'human'));

export const defaultMetric = (filters: readonly DashboardFilter[]): AnalyticsMetric =>
  excludesViews(filters) ? 'excluded' : 'views';

/** What lists count: views, or what did not count where the page asks for that. */
export const listMetric = ({ metric, filters }: DashboardRequest): 'views' | 'excluded' =>
  excludesViews(filters) || metric === 'excluded' || metric === 'bot_share' || metric === 'repeat_share' ? 'excluded' : 'views';

/** The dashboard as it opens. */
export const plainRequest = (scope: DashboardScope, timezone: string): DashboardRequest => ({
  scope,
  period: DEFAULT_PERIOD,
  compare: true,
  filters: [],
  tab: 'views',
  metric: 'views',
  timezone,
  list: null,
  csv: null,
  notes: [],
});
