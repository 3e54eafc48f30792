import type { ValueDimension } from '@stoa/contracts';
import type { VNode } from 'preact';
import { DIMENSIONS, type EntityNames } from '../names.ts';
import { dashboardHref } from '../request/dashboard-href.ts';
import { breakdownName, PANEL_ROWS } from '../request/dashboard-queries.ts';
import type { DashboardRequest } from '../request/dashboard-request.ts';
import { breakdownsOf } from '../request/dashboard-scope.ts';
import { refusalOf, resultOf, type PanelResults } from '../results.ts';
import { HowCounted } from './how-counted.tsx';
import { ValueTable } from './value-table.tsx';

const GROUPS: readonly { readonly title: string; readonly dimensions: readonly ValueDimension[] }[] = [
  { title: 'What is read', dimensions: ['question', 'answer', 'mentor', 'company', 'topic', 'page'] },
  { title: 'Where readers come from', dimensions: ['referrer', 'utm_source', 'country', 'language'] },
  { title: 'What they use', dimensions: ['browser', 'os', 'device'] },
];

interface Panels {
  readonly request: DashboardRequest;
  readonly results: PanelResults;
  readonly names: EntityNames;
}

/** A list for each dimension that the scope has. */
export const Breakdowns = (panels: Panels): VNode => {
  const dimensions = breakdownsOf(panels.request.scope);
  const groups = GROUPS.map(({ title, dimensions: some }) => ({
    title,
    some: some.filter((one) => dimensions.includes(one)),
  }));
  return (
    <>
      {groups
        .filter(({ some }) => some.length > 0)
        .map(({ title, some }) => (
          <section class="group">
            <h2>{title}</h2>
            <div class={some.length === 4 ? 'panels two' : 'panels'}>
              {some.map((dimension) => (
                <Panel {...panels} dimension={dimension} />
              ))}
            </div>
          </section>
        ))}
    </>
  );
};

const Panel = ({ request, results, names, dimension }: Panels & { dimension: ValueDimension }): VNode => {
  const result = resultOf(results, breakdownName(dimension));
  const { many } = DIMENSIONS[dimension];
  return (
    <section class="panel" aria-labelledby={`by-${dimension}`}>
      <h3 id={`by-${dimension}`}>{many}</h3>
      {result && result.results.length > 0 ? (
        <ValueTable request={request} result={result} names={names} rows={PANEL_ROWS} />
      ) : (
        <p class="empty">{refusalOf(results, breakdownName(dimension)) ?? 'Nothing to list in this period.'}</p>
      )}
      <p class="under">
        {result && result.results.length > PANEL_ROWS && (
          <a href={dashboardHref(request, { list: { dimension, page: 1, search: '' } })}>
            More<span class="unseen"> {many}</span>
          </a>
        )}
        <HowCounted request={request} of={many} />
        {result && (
          <a href={dashboardHref(request, { csv: breakdownName(dimension) })}>
            CSV<span class="unseen"> of {many}</span>
          </a>
        )}
      </p>
    </section>
  );
};
