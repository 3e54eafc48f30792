import type { VNode } from 'preact';
import { CHART_SIZES } from '../chart/chart-frame.tsx';
import { LineChart } from '../chart/line-chart.tsx';
import type { Point, Series } from '../chart/series.ts';
import { longLabel, shortLabel } from '../dates.ts';
import { measured, METRICS } from '../metrics.ts';
import { dashboardHref } from '../request/dashboard-href.ts';
import type { DashboardRequest } from '../request/dashboard-request.ts';
import { HowCounted } from './how-counted.tsx';

/** What buckets are called in a title. */
export const BUCKETS: Readonly<Record<string, string>> = {
  'time:quarter_hour': 'by quarter hour',
  'time:hour': 'by hour',
  'time:day': 'by day',
  'time:month': 'by month',
};

/** A chart and, for keyboards and screen readers, all of its points as a table, which is what a script draws from as well. */
export const TimeSeries = ({ request, series }: { request: DashboardRequest; series: Series }): VNode => {
  const { name } = METRICS[series.metric];
  return (
    <figure class="series" data-chart={METRICS[series.metric].unit} data-bucket={series.bucket} aria-labelledby="series">
      <figcaption>
        <h2 id="series">
          {name} {BUCKETS[series.bucket]}
        </h2>
        {series.compared && (
          <p class="legend">
            <span class="key line">this period</span> <span class="key before">the period before</span>
          </p>
        )}
      </figcaption>
      <div class="plot">
        {CHART_SIZES.map((size) => (
          <LineChart series={series} size={size} />
        ))}
      </div>
      <details>
        <summary>Every point as a table</summary>
        <SeriesTable series={series} />
      </details>
      <p class="under">
        <HowCounted request={request} of={name} />
        <a href={dashboardHref(request, { csv: 'series' })}>
          CSV<span class="unseen"> of this chart</span>
        </a>
      </p>
    </figure>
  );
};

const SeriesTable = ({ series }: { series: Series }): VNode => (
  <div class="scroll" role="region" aria-label="Points" tabIndex={0}>
    <table class="points">
      <thead>
        <tr>
          <th scope="col">{series.bucket === 'time:hour' ? 'Hour' : series.bucket === 'time:month' ? 'Month' : 'Day'}</th>
          <th scope="col">{METRICS[series.metric].name}</th>
          {series.compared && <th scope="col">Period before</th>}
        </tr>
      </thead>
      <tbody>
        {series.points.map((point) => (
          <PointRow series={series} point={point} />
        ))}
      </tbody>
    </table>
  </div>
);

const PointRow = ({ series: { bucket, metric, compared }, point }: { series: Series; point: Point }): VNode => (
  <tr>
    <th scope="row" data-at={point.label} data-short={shortLabel(bucket, point.label)}>
      {longLabel(bucket, point.label)}
    </th>
    <td data-value={point.value ?? undefined}>{measured(metric, point.value)}</td>
    {compared && (
      <td data-value={point.before ?? undefined}>
        {measured(metric, point.before)}
        {point.beforeLabel && <small> ({longLabel(bucket, point.beforeLabel)})</small>}
      </td>
    )}
  </tr>
);
