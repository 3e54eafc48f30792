import type { AnalyticsResult, ValueDimension } from '@stoa/contracts';
import type { VNode } from 'preact';
import { measured, METRICS } from '../metrics.ts';
import { DIMENSIONS, nameOf, type EntityNames } from '../names.ts';
import { dashboardHref, withFilter } from '../request/dashboard-href.ts';
import type { DashboardRequest } from '../request/dashboard-request.ts';

interface Values {
  readonly request: DashboardRequest;
  readonly result: AnalyticsResult;
  readonly names: EntityNames;
  /** At most so many rows. */
  readonly rows: number;
}

/** Values of one dimension with bars; each of them filters. */
export const ValueTable = ({ request, result, names, rows }: Values): VNode => {
  const dimension = result.query.dimensions[0] as ValueDimension;
  const { metrics } = result.query;
  const shown = result.results.slice(0, rows);
  const largest = Math.max(1, ...result.results.map((row) => row.metrics[0] ?? 0));
  return (
    <table class="values">
      <thead>
        <tr>
          <th scope="col">{DIMENSIONS[dimension].one}</th>
          {metrics.map((metric) => (
            <th scope="col">{METRICS[metric].name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr>
            <th scope="row">
              <Bar share={(row.metrics[0] ?? 0) / largest} />
              <Value request={request} dimension={dimension} value={row.dimensions[0] ?? null} names={names} />
            </th>
            {metrics.map((metric, index) => (
              <td>
                {measured(metric, hasVisitors(dimension, row.dimensions[0]) || metric !== 'visitors' ? row.metrics[index] : null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Views of a question itself are no mentor's, so that there is nobody to count them for. */
const hasVisitors = (dimension: ValueDimension, value: string | null | undefined): boolean =>
  dimension !== 'mentor' || value !== null;

/** An image that stretches: the pages' policy allows no style in an attribute. */
export const Bar = ({ share }: { share: number }): VNode => (
  <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect width={Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10} height="1" />
  </svg>
);

interface ValueProps extends Pick<Values, 'request' | 'names'> {
  readonly dimension: ValueDimension;
  readonly value: string | null;
}

const Value = ({ request, dimension, value, names }: ValueProps): VNode => {
  const { name, detail, href } = nameOf(dimension, value, names);
  const dashboard = ownDashboard(request, dimension, value);
  return (
    <>
      <a
        class={value === null ? 'name none' : 'name'}
        href={dashboardHref(request, withFilter(request, { dimension, value }))}
        title={name}
        dir="auto"
      >
        {name}
      </a>
      {(detail || href || dashboard) && (
        <small class="detail">
          {detail && <bdi>{detail}</bdi>}
          {dashboard && (
            <a href={dashboard}>
              dashboard<span class="unseen"> of {name}</span>
            </a>
          )}
          {href && (
            <a href={href}>
              open<span class="unseen"> {name}</span>
            </a>
          )}
        </small>
      )}
    </>
  );
};

/** Answers, questions and mentors have dashboards of their own; on a mentor's page there are links to those that the mentor may see. */
function ownDashboard({ scope }: DashboardRequest, dimension: ValueDimension, value: string | null): string | undefined {
  const some = scope.kind === 'mentor' ? ['answer'] : ['answer', 'question', 'mentor'];
  return value !== null && some.includes(dimension) ? `/analytics/${dimension}s/${encodeURIComponent(value)}` : undefined;
}
