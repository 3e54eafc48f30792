import type { VNode } from 'preact';
import { counted, figure } from '../../words.ts';
import { DIMENSIONS } from '../names.ts';
import { HowCounted } from '../panels/how-counted.tsx';
import { Kept } from '../panels/controls.tsx';
import { ValueTable } from '../panels/value-table.tsx';
import { dashboardHref } from '../request/dashboard-href.ts';
import { isSearchable, LIST_ROWS } from '../request/dashboard-queries.ts';
import type { DashboardList, DashboardRequest } from '../request/dashboard-request.ts';
import { scopePath } from '../request/dashboard-scope.ts';
import { refusalOf, resultOf } from '../results.ts';
import type { DashboardPage } from './dashboard.page.tsx';

/** All values of one dimension, page by page, with a search. */
export const ListOfValues = ({ request, results, names }: DashboardPage): VNode => {
  const list = request.list!;
  const result = resultOf(results, 'list');
  const { many } = DIMENSIONS[list.dimension];
  const total = result?.meta.total_rows;
  return (
    <section class="panel whole" aria-labelledby="list">
      <h2 id="list">{many}</h2>
      {isSearchable(list.dimension) && <SearchForm request={request} list={list} />}
      {result && result.results.length > 0 ? (
        <ValueTable request={request} result={result} names={names} rows={LIST_ROWS} />
      ) : (
        <Nothing request={request} list={list} refused={refusalOf(results, 'list')} />
      )}
      <Pages request={request} list={list} shown={result?.results.length ?? 0} total={total} />
      <p class="under">
        <a href={dashboardHref(request, { list: null })}>Back to the dashboard</a>
        <HowCounted request={request} of={many} />
        <a href={dashboardHref(request, { csv: 'list' })}>
          CSV<span class="unseen"> of {many}</span>
        </a>
      </p>
    </section>
  );
};

interface ListProps {
  readonly request: DashboardRequest;
  readonly list: DashboardList;
}

const SearchForm = ({ request, list }: ListProps): VNode => (
  <form method="get" action={scopePath(request.scope)} role="search">
    <Kept request={request} without={['q', 'page']} />
    <label>
      <span class="unseen">Search {DIMENSIONS[list.dimension].many}</span>
      <input type="search" name="q" value={list.search} maxLength={100} placeholder={hint(list)} />
    </label>
    <button>Search</button>
  </form>
);

const hint = ({ dimension }: DashboardList): string =>
  dimension === 'question' || dimension === 'answer'
    ? 'Words of its address'
    : dimension === 'topic'
      ? 'Part of a key'
      : dimension === 'country' || dimension === 'language'
        ? 'A code, such as DE'
        : 'Part of a name';

const Nothing = ({ request, list, refused }: ListProps & { refused: string | undefined }): VNode => (
  <p class="empty">
    {refused ?? (list.search ? `Nothing has “${list.search}” in it. ` : 'Nothing to list in this period. ')}
    {list.search && <a href={dashboardHref(request, { list: { ...list, search: '', page: 1 } })}>Show all</a>}
  </p>
);

const Pages = ({ request, list, shown, total }: ListProps & { shown: number; total: number | undefined }): VNode | null => {
  const first = (list.page - 1) * LIST_ROWS + 1;
  const more = total === undefined ? shown === LIST_ROWS : first + shown - 1 < total;
  if (shown === 0 && list.page === 1) return null;
  return (
    <nav class="more" aria-label="Pages of the list">
      {list.page > 1 && (
        <a rel="prev" href={dashboardHref(request, { list: { ...list, page: list.page - 1 } })}>
          Previous
        </a>
      )}
      {shown > 0 && (
        <span>
          {figure(first)}–{figure(first + shown - 1)}
          {total !== undefined && ` of ${counted(total, 'row')}`}
        </span>
      )}
      {more && (
        <a rel="next" href={dashboardHref(request, { list: { ...list, page: list.page + 1 } })}>
          Next
        </a>
      )}
    </nav>
  );
};
