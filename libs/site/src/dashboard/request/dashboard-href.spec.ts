import fc from 'fast-check';
import { anyRequest } from '../testing/arbitrary-request.ts';
import { dashboardHref, withFilter, withoutFilter } from './dashboard-href.ts';
import { plainRequest, type DashboardRequest } from './dashboard-request.ts';
import { scopePath } from './dashboard-scope.ts';
import { readDashboardRequest } from './read-dashboard-request.ts';

const read = (request: DashboardRequest, href: string) => {
  const { pathname, searchParams } = new URL(href, 'http://localhost');
  expect(pathname).toBe(new URL(scopePath(request.scope), 'http://localhost').pathname);
  return readDashboardRequest(request.scope, searchParams);
};

it('an address is read as the request that it was made of', () => {
  fc.assert(fc.property(anyRequest, (request) => expect(read(request, dashboardHref(request))).toEqual(request)));
});

it('a filter that is added and taken away again leads back', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const plain = { ...request, filters: [], list: null };
      const filter = { dimension: 'country', value: 'DE' } as const;
      const filtered = read(plain, dashboardHref(plain, withFilter(plain, filter)));
      expect(filtered.filters).toEqual([filter]);
      expect(read(plain, dashboardHref(filtered, withFilter(filtered, filter)))).toEqual(filtered);
      expect(read(plain, dashboardHref(filtered, withoutFilter(filtered, filter)))).toEqual(plain);
    }),
  );
});

const site = plainRequest({ kind: 'site' }, 'UTC');

it('says nothing of what is usual', () => {
  expect(dashboardHref(site)).toBe('/analytics');
  expect(dashboardHref({ ...site, scope: { kind: 'mentor', id: 'x', handle: 'a/b?c' } })).toBe('/analytics/mentors/a%2Fb%3Fc');
});

it('a filter by what does not count shows what does not count, and leaves with it', () => {
  const bot = { dimension: 'bot', value: 'Googlebot' } as const;
  const filtered = read(site, dashboardHref(site, withFilter(site, bot)));
  expect(filtered.metric).toBe('excluded');
  expect(read(site, dashboardHref(filtered, withoutFilter(filtered, bot)))).toEqual(site);
});

it('keeps whatever a value is', () => {
  const filter = { dimension: 'referrer', value: '=cmd|" /C calc"!A0&f=country:DE#<script>:%00+ é' } as const;
  expect(read(site, dashboardHref(site, withFilter(site, filter))).filters).toEqual([filter]);
});
