import { analyticsMetrics, valueDimensions } from '@stoa/contracts';
import fc from 'fast-check';
import type { DashboardRequest } from '../request/dashboard-request.ts';
import { filterText } from '../request/dashboard-href.ts';
import type { DashboardScope } from '../request/dashboard-scope.ts';
import { isComparable, periodNames, type Period } from '../request/periods.ts';

const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const scope: fc.Arbitrary<DashboardScope> = fc.oneof(
  fc.constant({ kind: 'site' as const }),
  fc.record({ kind: fc.constantFrom('answer' as const, 'question' as const), id: fc.uuid() }),
  fc.record({ kind: fc.constant('mentor' as const), id: fc.uuid(), handle: fc.string({ minLength: 1, maxLength: 20 }) }),
);
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.constantFrom(...periodNames.filter((name) => name !== 'custom')).map((name) => ({ name })),
  fc
    .tuple(day, day)
    .map(([one, other]) => ({ name: 'custom' as const, from: one < other ? one : other, to: one < other ? other : one })),
);
const filter = fc.record({
  dimension: fc.constantFrom(...valueDimensions),
  value: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 })),
});
const list = fc.record({
  dimension: fc.constantFrom(...valueDimensions),
  page: fc.integer({ min: 1, max: 1000 }),
  search: fc.string({ unit: 'grapheme-ascii', maxLength: 100 }).map((text) => text.trim()),
});

/** Any request that an address can say. */
export const anyRequest: fc.Arbitrary<DashboardRequest> = fc
  .record({
    scope,
    period,
    compare: fc.boolean(),
    filters: fc.uniqueArray(filter, { maxLength: 20, selector: filterText }),
    tab: fc.constantFrom('views' as const, 'classes' as const),
    metric: fc.constantFrom(...analyticsMetrics),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Asia/Kathmandu'),
    list: fc.option(list),
    csv: fc.option(fc.constantFrom('headline', 'by-country', 'list')),
    notes: fc.constant([]),
  })
  .map((request) => ({ ...request, compare: request.compare && isComparable(request.period) }));
