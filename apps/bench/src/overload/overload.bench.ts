import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cast } from '@stoa/testing';
import { figure, ratio, type Bench, type BenchOptions, type BenchReport } from '../bench.ts';
import { inChild } from '../child.ts';
import { percentile } from '../distributed/live.bench.ts';
import { askQuestions } from '../distributed/questions.ts';
import { busyness, withSite } from '../distributed/site.ts';
import { endServer, startServer } from '../measured-server.ts';
import { makePages } from '../page/make-pages.ts';
import { KINDS, type LoadPlan, type LoadResult } from './load.ts';

const QUESTIONS = 600;
const RATERS = 100;
const CLIENTS = 24;
const CAPACITY_SECONDS = 6;
const SECONDS = 10;
const TIMES = 2;

type Site = Pick<LoadPlan, 'url' | 'questions' | 'raters' | 'analyst'>;

export const overload: Bench = {
  name: 'overload',
  description: `${TIMES} times what the machine can do: waiting of what is acknowledged, and how much (--mode standalone|distributed)`,
  run: (options) => (options.mode === 'distributed' ? distributed(options) : standalone(options)),
};

async function standalone(options: BenchOptions): Promise<BenchReport> {
  const data = join(options.folder, 'site');
  const { ids } = await makePages(data, options.log, QUESTIONS);
  const server = await startServer(['--data-dir', data, '--rates', 'off'], 'standalone');
  try {
    const secret = readFileSync(join(data, 'admin-secret'), 'utf8').trim();
    return await measure(await siteOf(`http://127.0.0.1:${server.port}`, { 'stoa-admin-secret': secret }, ids), options);
  } finally {
    await endServer(server);
  }
}

const distributed = (options: BenchOptions): Promise<BenchReport> =>
  withSite({ projectors: 1, relays: 1, environment: { STOA_OVERLOAD: process.env['STOA_OVERLOAD'] ?? 'on' } }, async (site) => {
    const questions = await askQuestions(site.store, 'overload', QUESTIONS);
    const last = `/v1/questions/${questions.at(-1)!}/page?after=${await site.store.head()}`;
    await new Cast(site.stoa).anyone.must('GET', last);
    return measure(await siteOf(site.stoa.url, site.stoa.admin, questions), options);
  });

async function siteOf(url: string, admin: Record<string, string>, questions: readonly string[]): Promise<Site> {
  const cast = new Cast({ url, admin });
  const raters = [];
  for (let one = 0; one < RATERS; one++) raters.push((await cast.member(`Rater ${one}`)).headers);
  return { url, questions, raters, analyst: (await cast.member('Analyst', ['analyst'])).headers };
}

async function measure(site: Site, { rounds, log, folder }: BenchOptions): Promise<BenchReport> {
  let from = 0;
  const load = async (plan: Pick<LoadPlan, 'seconds' | 'clients' | 'rate'>): Promise<LoadResult> => {
    const file = join(folder, 'load.json');
    writeFileSync(file, JSON.stringify({ ...site, ...plan, from }));
    const result = await inChild<LoadResult>('overload-load', file);
    from += result.sent;
    return result;
  };
  log('warming up');
  await load({ clients: CLIENTS, seconds: 3 });
  const runs: { capacity: LoadResult; over: LoadResult }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const capacity = await load({ clients: CLIENTS, seconds: CAPACITY_SECONDS });
    const over = await load({ rate: TIMES * perSecond(capacity, KINDS), seconds: SECONDS });
    runs.push({ capacity, over });
    log(`round ${round} of ${rounds}: ${KINDS.map((kind) => `${kind} ${shares(over, kind)}`).join('; ')}`);
  }
  const of = (name: string, unit: string, value: (run: (typeof runs)[number]) => number) => figure(name, unit, runs.map(value));
  const shed = ({ over }: (typeof runs)[number]) => KINDS.flatMap((kind) => over.by[kind].shed);
  return {
    figures: [
      of('capacity, all of the mix', 'requests/s', ({ capacity }) => perSecond(capacity, KINDS)),
      of('capacity, commands', 'commands/s', ({ capacity }) => perSecond(capacity, ['writes'])),
      of('commands acknowledged under overload', 'commands/s', ({ over }) => perSecond(over, ['writes'])),
      of('all answered under overload', 'requests/s', ({ over }) => perSecond(over, KINDS)),
      of('a command acknowledged, p50', 'ms', ({ over }) => percentile(over.by.writes.acknowledged, 50)),
      of('a page answered, p99', 'ms', ({ over }) => percentile(over.by.reads.acknowledged, 99)),
      of('a refusal, p50', 'ms', (run) => percentile(shed(run), 50)),
      of('a refusal, p99', 'ms', (run) => percentile(shed(run), 99)),
      of('the bench late with sending, p99', 'ms', ({ over }) => percentile(over.late, 99)),
    ].filter(({ median }) => Number.isFinite(median)),
    ratios: [
      ratio(
        'a command acknowledged, p99',
        runs.map(({ over }) => percentile(over.by.writes.acknowledged, 99)),
        1000,
        true,
        'ms',
      ),
      ratio(
        'commands acknowledged / capacity',
        runs.map(({ capacity, over }) => perSecond(over, ['writes']) / perSecond(capacity, ['writes'])),
        0.8,
      ),
    ],
    notes: [
      `of twenty requests eleven ratings, eight pages and one analytics query, ${TIMES} times as many as ${CLIENTS} waiting clients get answered`,
      ...KINDS.map((kind) => `${kind} under overload: ${shares(runs.at(-1)!.over, kind)}`),
      busyness(),
    ],
  };
}

const perSecond = ({ by, seconds }: LoadResult, kinds: readonly (typeof KINDS)[number][]): number =>
  kinds.reduce((sum, kind) => sum + by[kind].acknowledged.length, 0) / seconds;

function shares({ by }: LoadResult, kind: (typeof KINDS)[number]): string {
  const { acknowledged, shed, failed } = by[kind];
  const all = acknowledged.length + shed.length + Object.values(failed).reduce((sum, count) => sum + count, 0);
  const failures = Object.entries(failed).map(([what, count]) => `, ${count} × ${what}`);
  return `${((100 * shed.length) / all).toFixed(0)} % of ${all} refused${failures.join('')}`;
}
