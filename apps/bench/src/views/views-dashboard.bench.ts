import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesOf } from '@stoa/data-folder';
import { viewRollups } from '@stoa/read-models/projections';
import type { DashboardScope } from '@stoa/site';
import { figure, ratio, type Bench } from '../bench.ts';
import { inChild } from '../child.ts';
import { cpuSeconds, endServer, startServer, type Server } from '../measured-server.ts';
import { dashboardStatements } from './dashboard-statements.ts';
import { makeViewedSite } from './make-viewed-site.ts';

/** Of a round. Enough that a process's CPU time, which is counted in hundredths of a second, says something. */
const PAGES = 40;
const KB = 1000;

export const viewsDashboard: Bench = {
  name: 'views-dashboard',
  description:
    'the dashboards of the site and of one mentor, 28 days, all panels, over HTTP in server CPU, against their SQL alone; what script and style weigh',
  async run({ rounds, views, folder, log }) {
    const data = join(folder, 'site');
    const { sealed, token, mentorId } = await makeViewedSite(data, views, log);
    const rollups = join(filesOf(data).readModels, viewRollups.name);
    const file = join(
      rollups,
      readdirSync(rollups).find((name) => name.endsWith('.sqlite'))!,
    );
    const scopes: { name: string; path: string; scope: DashboardScope }[] = [
      { name: 'site', path: '/analytics', scope: { kind: 'site' } },
      { name: 'mentor', path: `/analytics/mentors/${mentorId}`, scope: { kind: 'mentor', id: mentorId, handle: '' } },
    ];
    const server = await startServer(['--data-dir', data], 'standalone');
    try {
      const cookie = await signIn(server, token);
      const found = scopes.map(() => ({ page: [] as number[], bare: [] as number[], ms: [] as number[], statements: 0 }));
      for (const { path } of scopes) await visit(server, path, cookie, PAGES);
      for (let round = 0; round < rounds; round++)
        for (const [index, { name, path, scope }] of scopes.entries()) {
          const into = found[index]!;
          const statements = await dashboardStatements(file, scope);
          into.statements = statements.length;
          into.bare.push(await inChild<number>('views-dashboard-bare', file, JSON.stringify(statements), String(PAGES)));
          const visited = await visit(server, path, cookie, PAGES);
          into.page.push(visited.cpuMs);
          into.ms.push(...visited.ms);
          log(`round ${round + 1} of ${rounds}, ${name}: ${(into.bare.at(-1)! / into.page.at(-1)!).toFixed(2)}`);
        }
      const sizes = await sizesOf(server, '/analytics', cookie);
      return {
        figures: found.flatMap(({ page, bare, ms }, index) => [
          figure(`${scopes[index]!.name}: SQL alone`, 'ms CPU', bare),
          figure(`${scopes[index]!.name}: page`, 'ms CPU', page),
          figure(`${scopes[index]!.name}: page, one after the other`, 'ms', ms),
        ]),
        ratios: [
          ...found.flatMap(({ page, bare, ms }, index) => [
            ratio(
              `${scopes[index]!.name}: SQL / page`,
              page.map((value, round) => bare[round]! / value),
              0.5,
            ),
            ratio(`${scopes[index]!.name}: page, p95`, [p95(ms)], 100, true, 'ms'),
          ]),
          ratio('script, gzip', [sizes.script], 40, true, 'KB'),
          ratio('style, gzip', [sizes.style], 15, true, 'KB'),
        ],
        notes: [
          `${sealed.views.toLocaleString('en-US')} views, ${sealed.facts.toLocaleString('en-US')} facts of 90 days; ${PAGES} pages a round, one at a time; the SQL: ${found.map(({ statements }) => statements).join(' and ')} statements over the same rollups`,
          `the page itself: ${sizes.page.toFixed(1)} KB, gzip ${sizes.pageZipped.toFixed(1)} KB; the SQL does not have the names of what is listed, nor the last 30 minutes from the log`,
        ],
      };
    } finally {
      await endServer(server);
    }
  },
};

const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)]!;
const at = ({ port }: Server, path: string) => `http://127.0.0.1:${port}${path}`;

async function signIn(server: Server, token: string): Promise<string> {
  const response = await fetch(at(server, '/sign-in'), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: at(server, ''), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (response.status !== 303 || !cookie) throw new Error(`Signing in was answered ${response.status}: ${await response.text()}`);
  return cookie.split(';')[0]!;
}

async function pageOf(server: Server, path: string, cookie: string): Promise<string> {
  const response = await fetch(at(server, path), { headers: { cookie } });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
  if (!html.includes('class="numbers"')) throw new Error(`${path} has no numbers: ${html.slice(0, 2000)}`);
  return html;
}

/** How long each of so many pages took, and the server's CPU time for one. */
async function visit(server: Server, path: string, cookie: string, pages: number): Promise<{ ms: number[]; cpuMs: number }> {
  const before = cpuSeconds(server);
  const ms: number[] = [];
  for (let page = 0; page < pages; page++) {
    const started = performance.now();
    await pageOf(server, path, cookie);
    ms.push(performance.now() - started);
  }
  return { ms, cpuMs: ((cpuSeconds(server) - before) / pages) * 1000 };
}

/** What a page and all that it loads weigh, in KB. */
async function sizesOf(server: Server, path: string, cookie: string) {
  const html = await pageOf(server, path, cookie);
  const zipped = async (pattern: RegExp) => {
    let bytes = 0;
    for (const [, asset] of html.matchAll(pattern))
      bytes += gzipSync(Buffer.from(await (await fetch(at(server, asset!))).arrayBuffer())).length;
    if (bytes === 0) throw new Error(`The page loads nothing like ${pattern}`);
    return bytes / KB;
  };
  return {
    page: Buffer.byteLength(html) / KB,
    pageZipped: gzipSync(html).length / KB,
    script: await zipped(/<script[^>]* src="([^"]+)"/g),
    style: await zipped(/<link[^>]* href="([^"]+\.css)"/g),
  };
}
