import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { viewClasses } from '@stoa/contracts';
import { ASSETS } from '../../assets.ts';
import type { EntityNames } from '../names.ts';
import { dashboardHtml } from '../pages/dashboard.page.tsx';
import { explanationHtml } from '../pages/explanation.page.tsx';
import { livePageHtml } from '../pages/live.page.tsx';
import { whatCountsHtml } from '../pages/what-counts.page.tsx';
import { dashboardQueries } from '../request/dashboard-queries.ts';
import { liveQueries } from '../request/live-queries.ts';
import { readDashboardRequest } from '../request/read-dashboard-request.ts';
import { madeUpResults, NOW } from './made-up-results.ts';

export const LONG = `${'How do I tell a sponsor that the date cannot hold, and what do I offer instead? '.repeat(4)}`.slice(
  0,
  300,
);
export const RTL = 'איך אומרים ללקוח שהמועד לא יחזיק?';
const NONCE = 'bm9uY2U';
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const TITLES = [LONG, RTL, 'What is a product owner?', 'How do I estimate?'];

export const NAMES: EntityNames = {
  question: Object.fromEntries(TITLES.map((name, index) => [id(index), { name, href: `/q/q-${index}` }])),
  answer: Object.fromEntries(
    TITLES.map((name, index) => [id(index), { name, detail: index === 1 ? 'נועה כהן' : 'Ada Example', href: `/q/q-${index}` }]),
  ),
  mentor: { [id(0)]: { name: 'Ada Example' }, [id(1)]: { name: 'נועה כהן' } },
};

/** Serves the pages with made-up results under the policy that they have to do with. */
export async function serveDashboards(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const asset = ASSETS.get(pathname.replace('/assets/', ''));
    if (asset) return void response.setHeader('content-type', asset.type).end(asset.content);
    const html = pageAt(pathname, searchParams);
    response.statusCode = html === undefined ? 404 : 200;
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', POLICY).end(html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pageAt(path: string, search: URLSearchParams): string | undefined {
  const reader = { displayName: 'Grace Example', formToken: 'f' };
  if (path === '/live') {
    const shown = { names: NAMES, refreshes: search.get('refresh') !== 'off', reader, nonce: NONCE };
    return livePageHtml({ ...shown, results: madeUpResults(liveQueries()) });
  }
  if (path === '/what-counts-as-a-view') return whatCountsHtml(reader);
  if (path === `/a/${id(0)}/views`) return explanation();
  const scope =
    path === '/analytics'
      ? ({ kind: 'site' } as const)
      : path === `/analytics/answers/${id(0)}`
        ? ({ kind: 'answer', id: id(0) } as const)
        : undefined;
  if (!scope) return undefined;
  const request = readDashboardRequest(scope, search);
  const size = search.getAll('f').includes('country:XX') ? 0 : 1;
  const title = scope.kind === 'answer' ? { name: LONG, detail: 'נועה כהן', href: '/q/q-0' } : undefined;
  return dashboardHtml({
    request,
    results: madeUpResults(dashboardQueries(request), { size }),
    names: NAMES,
    title,
    now: NOW,
    reader,
    nonce: NONCE,
  });
}

const explanation = (): string =>
  explanationHtml({
    explained: {
      answerId: id(0),
      day: null,
      total: 1298,
      counted: 98,
      imported: 1200,
      rules: 'views.rules.v1',
      classes: Object.fromEntries(viewClasses.map((name, index) => [name, name === 'human' ? 98 : index * 7])) as Record<
        (typeof viewClasses)[number],
        number
      >,
      bots: [{ name: 'Googlebot', facts: 12 }],
      restated: 3,
      freshness: { position: '7', at: NOW.toISOString() },
    },
    question: { slug: 'q-0', title: LONG },
    displayName: 'נועה כהן',
  });
