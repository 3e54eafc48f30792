import type { VNode } from 'preact';
import { dashboardHref } from '../request/dashboard-href.ts';
import type { DashboardRequest } from '../request/dashboard-request.ts';

/** Where a dashboard's numbers are explained: an answer has a page for that, all else the tab of classes. */
export const explanationHref = (request: DashboardRequest): string =>
  request.scope.kind === 'answer'
    ? `/a/${encodeURIComponent(request.scope.id)}/views`
    : `${dashboardHref(request, { tab: 'classes', list: null, csv: null })}#how`;

export const HowCounted = ({ request, of }: { request: DashboardRequest; of: string }): VNode => (
  <a class="how" href={explanationHref(request)}>
    How was this counted?<span class="unseen"> {of}</span>
  </a>
);
