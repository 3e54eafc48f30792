import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { append } from './append/append.bench.ts';
import { STREAMS, appendService } from './distributed/append-service.bench.ts';
import { bareCommands } from './distributed/bare-append.ts';
import { liveBench } from './distributed/live.bench.ts';
import { measurePostgres, measureThroughClient } from './distributed/measure-rebuild.ts';
import { projectorsBench } from './distributed/projectors.bench.ts';
import { rebuildPostgres } from './distributed/rebuild-postgres.bench.ts';
import { fsyncsPerSecond, machine, type Bench, type BenchReport, type Figure } from './bench.ts';
import { hostile } from './hostile/hostile.bench.ts';
import { serveBareChain } from './live-cost/bare-chain.ts';
import { liveCost } from './live-cost/live-cost.bench.ts';
import { importing, measureXml } from './import/import.bench.ts';
import { metrics } from './page/metrics.bench.ts';
import { runLoad, type LoadPlan } from './overload/load.ts';
import { overload } from './overload/overload.bench.ts';
import { page, serveBare } from './page/page.bench.ts';
import { measureBare, measureEngine, measureRead } from './rebuild/measure.ts';
import { rebuild } from './rebuild/rebuild.bench.ts';
import { serveBareViews } from './views/bare-views.ts';
import { runStatements, type BoundStatement } from './views/dashboard-statements.ts';
import { viewsDashboard } from './views/views-dashboard.bench.ts';
import { viewsHeadline } from './views/views-headline.bench.ts';
import { viewsIngest } from './views/views-ingest.bench.ts';
import { viewsQuery } from './views/views-query.bench.ts';
import { viewsRestate } from './views/views-restate.bench.ts';
import { viewsStored } from './views/views-stored.bench.ts';

const BENCHES: readonly Bench[] = [
  append,
  rebuild,
  page,
  metrics,
  importing,
  rebuildPostgres,
  appendService,
  liveBench,
  liveCost,
  projectorsBench,
  viewsIngest,
  viewsStored,
  viewsQuery,
  viewsDashboard,
  viewsHeadline,
  viewsRestate,
  hostile,
  overload,
];
const FOLDER = fileURLToPath(new URL('../../../node_modules/.stoa/bench', import.meta.url));

/** One measurement in a process of its own; its result is the last line. */
const CHILDREN: Record<string, (...args: string[]) => unknown> = {
  'rebuild-read': (log) => measureRead(log!),
  'rebuild-bare': (log, folder) => measureBare(log!, folder!),
  'rebuild-rows': (log, folder) => measureEngine(log!, folder!, undefined),
  'rebuild-pages': (log, folder, html) => measureEngine(log!, folder!, html),
  'page-bare': (folder) => serveBare(folder!),
  'append-bare': (address, name, clients, count) => bareCommands(address!, STREAMS, name!, Number(clients), Number(count)),
  'rebuild-postgres': (way, url, log, count) => measurePostgres(way as 'bare' | 'engine', url!, log!, Number(count)),
  'rebuild-client': (url, eventStore) => measureThroughClient(url!, eventStore!),
  'views-dashboard-bare': (file, statements, times) =>
    runStatements(file!, JSON.parse(statements!) as BoundStatement[], Number(times)),
  'views-bare': (folder) => serveBareViews(folder!),
  'live-cost-bare': () => serveBareChain(),
  'overload-load': (file) => runLoad(JSON.parse(readFileSync(file!, 'utf8')) as LoadPlan),
  'import-bare': (dump) => measureXml(dump!),
};

const MODES = ['standalone', 'distributed'] as const;
const USAGE = `npm run bench -- <name> [--json] [--rounds <number>] [--views <number>]
  [--mode standalone|distributed] [--folder <path>]

Measures against bare limits in the same run: medians of alternating rounds, with their spread.
${BENCHES.map(({ name, description }) => `  ${name.padEnd(16)} ${description}`).join('\n')}

Exit codes: 0 measured (a missed target is reported and is no failure), 2 could not run.
`;

async function main(args: string[]): Promise<number> {
  if (args[0] === '--child') {
    const result = await CHILDREN[args[1] ?? '']?.(...args.slice(2));
    if (result) process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  }
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      views: { type: 'string', default: '300000' },
      mode: { type: 'string', default: 'standalone' },
      folder: { type: 'string', default: FOLDER },
    },
  });
  const bench = BENCHES.find(({ name }) => name === positionals[0]);
  const mode = MODES.find((known) => known === values.mode);
  if (values.help || !bench || !mode) {
    process[values.help ? 'stdout' : 'stderr'].write(USAGE);
    return values.help ? 0 : 2;
  }
  const folder = join(values.folder, 'run');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const fsyncs = fsyncsPerSecond(folder);
  const report = await bench.run({
    rounds: Number(values.rounds),
    views: Number(values.views),
    mode,
    folder,
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  rmSync(folder, { recursive: true, force: true });
  const whole = {
    bench: bench.name,
    machine: machine(),
    date: new Date().toISOString().slice(0, 10),
    fsyncsPerSecond: Math.round(fsyncs),
    ...report,
  };
  process.stdout.write(values.json ? `${JSON.stringify(whole)}\n` : text(whole));
  return 0;
}

const number = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3));
const spread = ({ median, min, max, unit }: Figure) =>
  `${number(median).padStart(10)} ${unit}  (${number(min)} to ${number(max)})`;

function text({
  bench,
  machine: on,
  date,
  fsyncsPerSecond: fsyncs,
  figures,
  ratios,
  notes,
}: BenchReport & { bench: string; machine: string; date: string; fsyncsPerSecond: number }): string {
  return [
    `${bench}: ${on}, ${date}, ${fsyncs} fsyncs/s`,
    ...figures.map((found) => `  ${found.name.padEnd(48)}${spread(found)}`),
    ...ratios.map(
      (found) =>
        `  ${found.name.padEnd(48)}${spread(found)}  target ${found.atMost ? '≤' : '≥'} ${found.target}: ${found.met ? 'met' : 'MISSED'}`,
    ),
    ...notes.map((note) => `  ${note}`),
    '',
  ].join('\n');
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
