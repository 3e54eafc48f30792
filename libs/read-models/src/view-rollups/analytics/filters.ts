import type { AnalyticsClause, AnalyticsFilter, ValueDimension } from '@stoa/contracts';

/** What something has of each dimension. */
export type Values = (dimension: ValueDimension) => readonly (string | null)[];
export type Fits = (values: Values) => boolean;

/** Whether something fits all of these filters. */
export function fitting(filters: readonly AnalyticsFilter[]): Fits {
  const all = filters.map(fits);
  return (values) => all.every((one) => one(values));
}

/** Every clause, however deep. */
export const clausesOf = (filters: readonly AnalyticsFilter[]): AnalyticsClause[] =>
  filters.flatMap((filter) => {
    if (filter.length === 3) return [filter];
    return filter[0] === 'not' ? clausesOf([filter[1]]) : clausesOf(filter[1]);
  });

/** Whether a single value is one that the clause names. */
export function names([operator, , values]: AnalyticsClause): (value: string | null) => boolean {
  if (operator !== 'contains') {
    const named = new Set(values);
    return (value) => named.has(value);
  }
  const parts = values.filter((value) => value !== null).map((value) => value.toLowerCase());
  return (value) => value !== null && parts.some((part) => value.toLowerCase().includes(part));
}

function fits(filter: AnalyticsFilter): Fits {
  switch (filter[0]) {
    case 'not': {
      const inner = fits(filter[1]);
      return (values) => !inner(values);
    }
    case 'and':
      return fitting(filter[1]);
    case 'or': {
      const any = filter[1].map(fits);
      return (values) => any.some((one) => one(values));
    }
    default: {
      const named = names(filter);
      const [operator, dimension] = filter;
      return operator === 'is_not' ? (values) => !values(dimension).some(named) : (values) => values(dimension).some(named);
    }
  }
}
