import type { AnalyticsResult } from '@stoa/contracts';
import type { VNode } from 'preact';
import { DASHBOARD_SCRIPT, DASHBOARD_STYLE } from '../../assets.ts';
import { renderPage } from '../../layout.tsx';
import type { SiteReader } from '../../reader-corner.tsx';
import { counted, figure } from '../../words.ts';
import { localMoment, shortLabel } from '../dates.ts';
import { measured } from '../metrics.ts';
import { DIMENSIONS, type EntityNames } from '../names.ts';
import { Bar, ValueTable } from '../panels/value-table.tsx';
import { breakdownName } from '../request/dashboard-queries.ts';
import { plainRequest, type DashboardRequest } from '../request/dashboard-request.ts';
import { LIVE_DIMENSIONS } from '../request/live-queries.ts';
import { metaOf, refusalOf, resultOf, type PanelResults } from '../results.ts';

export const LIVE_SECONDS = 10;
const ROWS = 10;

export interface LivePage {
  /** Of `liveQueries(timezone)`, by name. */
  readonly results: PanelResults;
  readonly names: EntityNames;
  readonly timezone?: string | undefined;
  /** False where the reader asked that the page stands still (`?refresh=off`). */
  readonly refreshes: boolean;
  readonly reader?: SiteReader | null | undefined;
  readonly nonce?: string | undefined;
}

/** The last 30 minutes; its links lead to the dashboard of today. */
export function livePageHtml({ results, names, timezone = 'UTC', refreshes, reader, nonce }: LivePage): string {
  const today: DashboardRequest = { ...plainRequest({ kind: 'site' }, timezone), period: { name: 'today' } };
  const [row] = resultOf(results, 'headline')?.results ?? [];
  const [views, visitors, excluded] = row?.metrics ?? [];
  const freshness = metaOf(results)?.freshness.at;
  return renderPage(
    'Now',
    'What is read in these minutes.',
    <div class="dashboard live" data-live={refreshes ? LIVE_SECONDS : undefined}>
      <header class="head">
        <h1>
          {row ? figure(visitors ?? 0) : 'No'} {visitors === 1 ? 'visitor' : 'visitors'} now
        </h1>
        <p class="meta">
          <span>{counted(views ?? 0, 'view')} in the last 30 minutes</span>
          <span>{figure(excluded ?? 0)} not counted</span>
          <span>{freshness ? `counted up to ${localMoment(freshness, timezone)}` : 'nothing counted yet'}</span>
          <span>times of {timezone}</span>
          <a href="/analytics">the dashboard</a>
          <a href={refreshes ? '/live?refresh=off' : '/live'}>
            {refreshes ? 'stop the renewal' : `renew every ${LIVE_SECONDS} seconds`}
          </a>
        </p>
      </header>
      <QuarterHours result={resultOf(results, 'series')} />
      <div class="panels two">
        {LIVE_DIMENSIONS.map((dimension) => {
          const result = resultOf(results, breakdownName(dimension));
          return (
            <section class="panel" aria-labelledby={`by-${dimension}`}>
              <h2 id={`by-${dimension}`}>{DIMENSIONS[dimension].many}</h2>
              {result && result.results.length > 0 ? (
                <ValueTable request={today} result={result} names={names} rows={ROWS} />
              ) : (
                <p class="empty">{refusalOf(results, breakdownName(dimension)) ?? 'Nobody in the last 30 minutes.'}</p>
              )}
            </section>
          );
        })}
      </div>
    </div>,
    {
      reader,
      nonce,
      refresh: refreshes ? LIVE_SECONDS : undefined,
      styles: [DASHBOARD_STYLE.file],
      scripts: [DASHBOARD_SCRIPT.file],
    },
  );
}

const QuarterHours = ({ result }: { result: AnalyticsResult | undefined }): VNode | null => {
  const labels = result?.meta.time_labels ?? result?.results.map(({ dimensions }) => dimensions[0] ?? '') ?? [];
  if (!result || labels.length === 0) return null;
  const rows = new Map(result.results.map(({ dimensions, metrics }) => [dimensions[0], metrics[0] ?? 0]));
  const largest = Math.max(1, ...rows.values());
  return (
    <section class="panel" aria-labelledby="quarters">
      <h2 id="quarters">By quarter hour</h2>
      <table class="values">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Views</th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => (
            <tr>
              <th scope="row">
                <Bar share={(rows.get(label) ?? 0) / largest} />
                <span class="name">{shortLabel('time:quarter_hour', label)}</span>
              </th>
              <td>{measured('views', rows.get(label) ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
