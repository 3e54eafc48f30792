import type { AnalyticsMetric, AnalyticsMeta, AnalyticsResult } from '@stoa/contracts';
import type { VNode } from 'preact';
import { counted, figure, percentage } from '../../words.ts';
import { changeOf, type Change } from '../change.ts';
import { measured, METRICS } from '../metrics.ts';
import { dashboardHref } from '../request/dashboard-href.ts';
import type { DashboardRequest } from '../request/dashboard-request.ts';
import { LIVE_PATH } from '../pages/paths.ts';
import { HowCounted } from './how-counted.tsx';

/** The numbers on top; each of them chooses what the chart shows. */
export const Headline = ({ request, result }: { request: DashboardRequest; result: AnalyticsResult }): VNode => {
  const [row] = result.results;
  const shown = result.query.metrics.filter((metric) => !(metric === 'answers_viewed' && request.scope.kind === 'answer'));
  return (
    <section class="numbers" aria-labelledby="numbers">
      <h2 id="numbers" class="unseen">
        Numbers
      </h2>
      <ul role="list">
        {shown.map((metric) => {
          const index = result.query.metrics.indexOf(metric);
          const [now, before] = [row?.metrics[index], row?.comparison?.metrics[index]];
          return <NumberCard request={request} metric={metric} value={now} change={changeOf(metric, now, before)} />;
        })}
      </ul>
    </section>
  );
};

interface NumberCardProps {
  readonly request: DashboardRequest;
  readonly metric: AnalyticsMetric;
  readonly value: number | null | undefined;
  readonly change: Change | undefined;
}

const NumberCard = ({ request, metric, value, change }: NumberCardProps): VNode => {
  const chosen = request.tab === 'views' && request.metric === metric;
  return (
    <li class={chosen ? 'chosen' : undefined}>
      <a
        class="pick"
        href={dashboardHref(request, { metric, tab: 'views' })}
        aria-current={chosen ? 'true' : undefined}
        title={METRICS[metric].meaning}
      >
        <span class="label">{METRICS[metric].name}</span> <span class="value">{measured(metric, value)}</span>
      </a>
      {change && <ChangeMark {...change} />}
      <HowCounted request={request} of={METRICS[metric].name} />
    </li>
  );
};

const ARROWS: Readonly<Record<Change['direction'], string>> = { up: '▲', down: '▼', same: '' };

const ChangeMark = ({ direction, text }: Change): VNode => (
  <p class={`change ${direction}`}>
    {ARROWS[direction] && <span aria-hidden="true">{ARROWS[direction]} </span>}
    {text}
    <span class="unseen"> since the period before</span>
  </p>
);

/** Totals from elsewhere stand apart: they have no readers, no time and no class. */
export const Imported = ({ imported, alone }: { imported: AnalyticsMeta['imported']; alone: boolean }): VNode | null =>
  imported.views === 0 ? null : (
    <p class={alone ? 'imported alone' : 'imported'}>
      <strong>{figure(imported.views)}</strong> imported {imported.views === 1 ? 'view' : 'views'}
      {alone
        ? ': all that is known so far was counted elsewhere. Such totals have no day, no reader and no class, so there is nothing to draw yet.'
        : `: counted elsewhere, ${imported.share === null ? '' : `${percentage(imported.share)} of all, `}without day, reader or class. They are in none of the numbers and lists here.`}
    </p>
  );

/** The page of what is live shows the whole site, so that mentors have no link to it. */
export const Now = ({ request, result }: { request: DashboardRequest; result: AnalyticsResult | undefined }): VNode | null => {
  const visitors = result?.results[0]?.metrics[0];
  if (typeof visitors !== 'number') return null;
  const text = `${counted(visitors, 'visitor')} in the last 30 minutes`;
  return request.scope.kind === 'mentor' ? <span>{text}</span> : <a href={LIVE_PATH}>{text}</a>;
};
