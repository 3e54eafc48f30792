import type { AnalyticsMeta } from '@stoa/contracts';
import type { VNode } from 'preact';
import { DASHBOARD_SCRIPT, DASHBOARD_STYLE } from '../../assets.ts';
import { renderPage } from '../../layout.tsx';
import type { SiteReader } from '../../reader-corner.tsx';
import { seriesOf } from '../chart/series.ts';
import { daysOf, localMoment } from '../dates.ts';
import type { EntityName, EntityNames } from '../names.ts';
import { Breakdowns } from '../panels/breakdowns.tsx';
import { Classes } from '../panels/classes.tsx';
import { Chips, Notes, PeriodPicker, Tabs } from '../panels/controls.tsx';
import { Empty } from '../panels/empty.tsx';
import { Headline, Imported, Now } from '../panels/headline.tsx';
import { TimeSeries } from '../panels/time-series.tsx';
import type { DashboardRequest } from '../request/dashboard-request.ts';
import { metaOf, refusalOf, resultOf, type PanelResults } from '../results.ts';
import { ListOfValues } from './list-of-values.tsx';

export interface DashboardPage {
  readonly request: DashboardRequest;
  /** Of `dashboardQueries(request)`, by name. */
  readonly results: PanelResults;
  /** Of `idsToName(results, request.filters)`; an id without a name is shown as it is. */
  readonly names: EntityNames;
  /** What the scope is called: the answer's question and mentor, say. Not needed for the site. */
  readonly title?: EntityName | undefined;
  readonly now: Date;
  readonly reader?: SiteReader | null | undefined;
  readonly nonce?: string | undefined;
}

const KINDS: Readonly<Record<DashboardRequest['scope']['kind'], string>> = {
  site: 'Views of the site',
  answer: 'Views of an answer',
  question: 'Views of a question',
  mentor: 'Views of a mentor’s answers',
};

/** A dashboard, or with `view` in its address the whole list of one dimension. */
export function dashboardHtml(page: DashboardPage): string {
  const { request, results, reader, nonce } = page;
  const kind = KINDS[request.scope.kind];
  const meta = metaOf(results);
  return renderPage(
    page.title ? `${kind}: ${page.title.name}` : kind,
    'Who sees what, and how it was counted.',
    <div class="dashboard">
      <Heading {...page} meta={meta} />
      <Notes notes={request.notes} />
      <PeriodPicker
        request={request}
        range={meta && isAnswered(results) && request.period.name !== 'all' ? daysOf(meta.range, meta.timezone) : undefined}
      />
      <Chips request={request} names={page.names} />
      <Tabs request={request} />
      {meta && isAnswered(results) ? (
        request.list ? (
          <ListOfValues {...page} />
        ) : (
          <Panels {...page} meta={meta} />
        )
      ) : (
        <Unanswered results={results} />
      )}
    </div>,
    { reader, nonce, styles: [DASHBOARD_STYLE.file], scripts: [DASHBOARD_SCRIPT.file] },
  );
}

const Heading = ({ request, results, title, meta }: DashboardPage & { meta: AnalyticsMeta | undefined }): VNode => (
  <header class="head">
    {title && <p class="kind">{KINDS[request.scope.kind]}</p>}
    <h1 dir="auto">{title ? title.href ? <a href={title.href}>{title.name}</a> : title.name : KINDS.site}</h1>
    {title?.detail && (
      <p class="role">
        <bdi>{title.detail}</bdi>
      </p>
    )}
    <p class="meta">
      {resultOf(results, 'now') && (
        <span>
          <Now request={request} result={resultOf(results, 'now')} />
        </span>
      )}
      <span>
        {meta?.freshness.at ? `counted up to ${localMoment(meta.freshness.at, request.timezone)}` : 'nothing counted yet'}
      </span>
      <span>times of {request.timezone}</span>
    </p>
  </header>
);

const Panels = (page: DashboardPage & { meta: AnalyticsMeta }): VNode => {
  const { request, results, names, meta, now } = page;
  const headline = resultOf(results, 'headline');
  const series = resultOf(results, 'series');
  const [row] = headline?.results ?? [];
  const total = (metric: 'views' | 'excluded') => row?.metrics[headline!.query.metrics.indexOf(metric)] ?? 0;
  const nothing = headline !== undefined && total('views') === 0 && total('excluded') === 0;
  return (
    <>
      {headline ? <Headline request={request} result={headline} /> : <p class="empty">{refusalOf(results, 'headline')}</p>}
      <Imported imported={meta.imported} alone={nothing && request.filters.length === 0} />
      {nothing && !(meta.imported.views > 0 && request.filters.length === 0) && <Empty request={request} />}
      {request.tab === 'classes' ? (
        <Classes request={request} results={results} names={names} meta={meta} />
      ) : nothing ? null : (
        <>
          {series ? (
            <TimeSeries request={request} series={seriesOf(series, now)} />
          ) : (
            <p class="empty">{refusalOf(results, 'series')}</p>
          )}
          <Breakdowns request={request} results={results} names={names} />
        </>
      )}
    </>
  );
};

/** Whether there is anything of the period: visitors now are of another one. */
const isAnswered = (results: PanelResults): boolean =>
  [...results].some(([name, result]) => name !== 'now' && !('refused' in result));

/** No query of the page was answered. */
const Unanswered = ({ results }: { results: PanelResults }): VNode => {
  const [reason] = [...results.values()].flatMap((result) => ('refused' in result ? [result.refused] : []));
  return (
    <section class="nothing">
      <h2>The numbers are not available</h2>
      <p>{reason ?? 'Nothing was asked.'} Choose a shorter period or fewer filters, or try again in a minute.</p>
    </section>
  );
};
