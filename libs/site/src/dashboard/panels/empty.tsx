import type { ComponentChildren, VNode } from 'preact';
import { dashboardHref } from '../request/dashboard-href.ts';
import type { DashboardRequest } from '../request/dashboard-request.ts';

/** Nothing was seen: what can be done about it. */
export const Empty = ({ request }: { request: DashboardRequest }): VNode => {
  const all = dashboardHref(request, { period: { name: 'all' }, compare: false });
  if (request.filters.length > 0)
    return (
      <Nothing title="Nothing fits these filters in this period">
        <a href={dashboardHref(request, { filters: [], metric: 'views' })}>Remove all filters</a>
        {request.period.name !== 'all' && (
          <>
            , or <a href={all}>look at all time</a>
          </>
        )}
        .
      </Nothing>
    );
  if (request.period.name !== 'all')
    return (
      <Nothing title="Nothing was seen in this period">
        <a href={all}>Look at all time</a>, or choose another period above.
      </Nothing>
    );
  return (
    <Nothing title="Nothing has been seen yet">
      Open <a href="/">a question</a> in a browser and read an answer for a second: it is here within a few seconds. Views of an
      older site come in with <code>npx stoa views import-log access.log</code>.
    </Nothing>
  );
};

const Nothing = ({ title, children }: { title: string; children: ComponentChildren }): VNode => (
  <section class="nothing">
    <h2>{title}</h2>
    <p>{children}</p>
  </section>
);
