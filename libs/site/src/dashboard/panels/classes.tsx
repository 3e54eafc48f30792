import type { AnalyticsMeta } from '@stoa/contracts';
import type { VNode } from 'preact';
import { figure } from '../../words.ts';
import { CHART_SIZES } from '../chart/chart-frame.tsx';
import { StackedChart, type Stack } from '../chart/stacked-chart.tsx';
import type { ClassGroup } from '../class-groups.ts';
import { longLabel } from '../dates.ts';
import type { EntityNames } from '../names.ts';
import { dashboardHref } from '../request/dashboard-href.ts';
import { defaultMetric, type DashboardFilter, type DashboardRequest } from '../request/dashboard-request.ts';
import { refusalOf, resultOf, type PanelResults } from '../results.ts';
import { countsByGroup, stackOf } from './class-counts.ts';
import { ClassTable } from './class-table.tsx';
import { RulesOfCounting } from './rules-of-counting.tsx';
import { BUCKETS } from './time-series.tsx';
import { ValueTable } from './value-table.tsx';

interface ClassesProps {
  readonly request: DashboardRequest;
  readonly results: PanelResults;
  readonly names: EntityNames;
  readonly meta: AnalyticsMeta;
}

/** Everything that came in, by what became of it. */
export const Classes = ({ request, results, names, meta }: ClassesProps): VNode => {
  const classes = resultOf(results, 'classes');
  const series = resultOf(results, 'class-series');
  const bots = resultOf(results, 'bots');
  return (
    <>
      <section aria-labelledby="classes">
        <h2 id="classes">All that came in, by what became of it</h2>
        {classes ? (
          <ClassTable counts={countsByGroup(classes)} hrefOf={(group) => dashboardHref(request, onlyOf(request, group))} />
        ) : (
          <p class="empty">{refusalOf(results, 'classes')}</p>
        )}
        <p class="under">
          <a href={dashboardHref(request, { csv: 'classes' })}>
            CSV<span class="unseen"> of the classes</span>
          </a>
        </p>
      </section>
      {series ? (
        <ClassSeries stack={stackOf(series)} request={request} />
      ) : (
        <p class="empty">{refusalOf(results, 'class-series')}</p>
      )}
      <div class="panels two">
        <section class="panel" aria-labelledby="bots">
          <h3 id="bots">Bots by name</h3>
          {bots && bots.results.length > 0 ? (
            <ValueTable request={request} result={bots} names={names} rows={bots.results.length} />
          ) : (
            <p class="empty">{refusalOf(results, 'bots') ?? 'No bot gave a name in this period.'}</p>
          )}
          <p class="under">
            <a href={dashboardHref(request, { list: { dimension: 'bot', page: 1, search: '' } })}>
              More<span class="unseen"> bots</span>
            </a>
            <a href={dashboardHref(request, { csv: 'bots' })}>
              CSV<span class="unseen"> of the bots</span>
            </a>
          </p>
        </section>
        <RulesOfCounting meta={meta} />
      </div>
    </>
  );
};

/** The views' tab with nothing but these classes. */
function onlyOf(request: DashboardRequest, { classes }: ClassGroup): Partial<DashboardRequest> {
  const others = request.filters.filter(({ dimension }) => dimension !== 'class');
  const filters: DashboardFilter[] = [...others, ...classes.map((value) => ({ dimension: 'class' as const, value }))];
  return { filters, metric: defaultMetric(filters), tab: 'views' };
}

const ClassSeries = ({ stack, request }: { stack: Stack; request: DashboardRequest }): VNode => (
  <figure class="series stacked" aria-labelledby="class-series">
    <figcaption>
      <h2 id="class-series">Classes {BUCKETS[stack.bucket]}</h2>
      <p class="legend">
        {stack.groups.map((name, index) => (
          <>
            <span class={`key group-${index}`}>{name}</span>{' '}
          </>
        ))}
      </p>
    </figcaption>
    <div class="plot">
      {CHART_SIZES.map((size) => (
        <StackedChart stack={stack} size={size} />
      ))}
    </div>
    <details>
      <summary>Every point as a table</summary>
      <div class="scroll" role="region" aria-label="Classes over time" tabIndex={0}>
        <table class="points">
          <thead>
            <tr>
              <th scope="col">From</th>
              {stack.groups.map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stack.columns.map(({ label, counts }) => (
              <tr>
                <th scope="row">{longLabel(stack.bucket, label)}</th>
                {counts.map((count) => (
                  <td>{figure(count)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
    <p class="under">
      <a href={dashboardHref(request, { csv: 'class-series' })}>
        CSV<span class="unseen"> of this chart</span>
      </a>
    </p>
  </figure>
);
