import type { VNode } from 'preact';
import { DIMENSIONS, nameOf, type EntityNames } from '../names.ts';
import { dashboardHref, dashboardParameters, withoutFilter } from '../request/dashboard-href.ts';
import { dashboardTabs, type DashboardRequest, type DashboardTab } from '../request/dashboard-request.ts';
import { scopePath } from '../request/dashboard-scope.ts';
import { isComparable, periodNames, PERIODS, type Period } from '../request/periods.ts';
import { TimezoneChoices } from './timezone-choices.tsx';

const linked = periodNames.filter((name) => name !== 'custom');

/** Periods as links; two forms for what a link cannot say. */
export const PeriodPicker = ({ request, range }: { request: DashboardRequest; range: string | undefined }): VNode => (
  <div class="controls">
    <nav class="periods" aria-label="Periods">
      {linked.map((name) => (
        <a
          href={dashboardHref(request, periodChange(request, { name }))}
          aria-current={request.period.name === name ? 'true' : undefined}
        >
          {PERIODS[name]}
        </a>
      ))}
      {isComparable(request.period) && <ComparisonToggle request={request} />}
    </nav>
    <details class="custom">
      <summary>
        <span class="unseen">Period and time zone: </span>
        {range ?? PERIODS[request.period.name]} <span class="zone">({request.timezone})</span>
      </summary>
      <div class="forms">
        <DatesForm request={request} />
        <TimezoneForm request={request} />
      </div>
    </details>
  </div>
);

/** Of another period a list begins at its first page; after all time, which has nothing before it, there is a comparison again. */
const periodChange = ({ period: former, compare, list }: DashboardRequest, period: Period): Partial<DashboardRequest> => ({
  period,
  compare: isComparable(period) && (compare || !isComparable(former)),
  list: list && { ...list, page: 1 },
});

const ComparisonToggle = ({ request }: { request: DashboardRequest }): VNode => (
  <a class="compare" href={dashboardHref(request, { compare: !request.compare })}>
    {request.compare ? 'Stop comparing' : 'Compare with the period before'}
  </a>
);

const DatesForm = ({ request }: { request: DashboardRequest }): VNode => (
  <form method="get" action={scopePath(request.scope)}>
    <Kept request={request} without={['period', 'from', 'to', 'page']} />
    <input type="hidden" name="period" value="custom" />
    <label>
      From <input type="date" name="from" required value={request.period.name === 'custom' ? request.period.from : undefined} />
    </label>
    <label>
      To <input type="date" name="to" required value={request.period.name === 'custom' ? request.period.to : undefined} />
    </label>
    <button>Show these days</button>
  </form>
);

const TimezoneForm = ({ request }: { request: DashboardRequest }): VNode => (
  <form method="get" action={scopePath(request.scope)}>
    <Kept request={request} without={['tz', 'page']} />
    <label>
      Time zone <input name="tz" list="zones" required maxLength={64} autocomplete="off" value={request.timezone} />
    </label>
    <TimezoneChoices id="zones" />
    <button>Use this time zone</button>
  </form>
);

/** The rest of the address, which a form would lose. */
export const Kept = ({ request, without }: { request: DashboardRequest; without: readonly string[] }): VNode => (
  <>
    {dashboardParameters(request)
      .filter(([name]) => !without.includes(name))
      .map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
  </>
);

/** What is filtered by, each with a link that takes it away. */
export const Chips = ({ request, names }: { request: DashboardRequest; names: EntityNames }): VNode | null =>
  request.filters.length === 0 ? null : (
    <ul class="chips" role="list" aria-label="Filters">
      {request.filters.map((filter) => (
        <li>
          <a href={dashboardHref(request, withoutFilter(request, filter))}>
            <span class="unseen">Remove the filter </span>
            {DIMENSIONS[filter.dimension].one}: <bdi>{nameOf(filter.dimension, filter.value, names).name}</bdi>{' '}
            <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {request.filters.length > 1 && (
        <li>
          <a class="clear" href={dashboardHref(request, { filters: [], metric: 'views', list: null })}>
            Remove all
          </a>
        </li>
      )}
    </ul>
  );

const TABS: Readonly<Record<DashboardTab, string>> = { views: 'Views', classes: 'Counted and not counted' };

export const Tabs = ({ request }: { request: DashboardRequest }): VNode => (
  <nav class="tabs" aria-label="Tabs">
    {dashboardTabs.map((tab) => (
      <a
        href={dashboardHref(request, { tab, list: null })}
        aria-current={!request.list && tab === request.tab ? 'page' : undefined}
      >
        {TABS[tab]}
      </a>
    ))}
  </nav>
);

export const Notes = ({ notes }: { notes: readonly string[] }): VNode | null =>
  notes.length === 0 ? null : (
    <div class="notes" role="status">
      {notes.map((note) => (
        <p>{note}</p>
      ))}
    </div>
  );
