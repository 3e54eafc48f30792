import {
  announceServer,
  openDataFolder,
  sessionKeyOf,
  withdrawNotice,
  writeAdminSecret,
  type DataFolder,
} from '@stoa/data-folder';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ListProjections } from '@stoa/contracts';
import { listenAt } from '@stoa/http';
import { isHalfSeeded, seedDemo } from '@stoa/demo';
import { createApiApp, pageToOpen } from '@stoa/api';
import { StandaloneReadModels, openReadSide } from '@stoa/projections-standalone';
import {
  observeCommands,
  observedAppends,
  observedSubscriptions,
  requestObserver,
  sampleDependencies,
  sampleReadModels,
  type Metrics,
} from '@stoa/metrics';
import { PageCache } from '@stoa/read-models';
import type { Logger } from 'pino';
import { StandaloneModule } from './app.module.ts';
import type { Config } from './config.ts';
import { damageOf, reportsOfLog } from './log-reports.ts';
import { takeViews } from './take-views.ts';

export interface StandaloneServer {
  readonly url: string;
  readonly welcome: string;
  /** Accepts no more work, finishes what is in flight, and releases the folder. */
  stop(): Promise<void>;
}

/** Requests still arriving after this long are cut off. */
const STOP_WITHIN_MS = 8000;

/** Between stretches of the check of the whole log after a start: it takes a tenth of a core, and a minute for a million events. */
const CHECK_PAUSE_MS = 25;

/** Opens the folder, brings the read models up and serves; during the first build it responds 503 with the position reached. */
export async function serve(config: Config, log: Logger, metrics?: Metrics): Promise<StandaloneServer> {
  const folder = await openDataFolder(config.dataDir, { mode: 'write', ...reportsOfLog(log) });
  const { mended, left } = folder.tightened;
  if (mended > 0) log.info({ folder: folder.path, entries: mended }, 'data folder was open to other users, and is no more');
  if (left > 0) log.warn({ folder: folder.path, entries: left }, 'data folder belongs to another user, and stays open to others');
  try {
    if (!folder.store.damage) await seed(folder, config, log);
    return await serveFolder(folder, config, log, metrics);
  } catch (error) {
    await folder.release();
    throw error;
  }
}

async function seed({ store }: DataFolder, { demo }: Config, log: Logger): Promise<void> {
  const isEmpty = (await store.head()) === '';
  // What was begun is finished before anything else comes, however the server is started now.
  if (isEmpty ? demo : await isHalfSeeded(store)) log.info(await seedDemo(store), 'demo community seeded');
}

async function serveFolder(
  folder: DataFolder,
  config: Config,
  log: Logger,
  metrics: Metrics | undefined,
): Promise<StandaloneServer> {
  const { store, files } = folder;
  const side = await openReadSide({ store: observedSubscriptions(store, metrics), files }, { ranking: config.ranking });
  const readModels = new StandaloneReadModels(side, folder.files, log);
  const adminSecret = writeAdminSecret(folder);
  const views = await takeViews(folder, config, log, { metrics });
  let waiting: string | null = 'The read models are being built.';
  const app = await createApiApp(
    StandaloneModule.of({
      store: observedAppends(store, metrics),
      readModels,
      adminSecret,
      sessionKey: sessionKeyOf(folder),
      views: views.options,
      rates: config.rates,
      viewsHealth: () => views.health(),
      folderHealth: logged(() => folder.health(), log),
      logDamage: () => damageOf(folder.store),
      pageCacheBytes: config.pageCacheMb * 1024 * 1024,
      ready: () => waiting,
      degraded: () => readModels.degraded(),
    }),
    {
      logger: log,
      observer: requestObserver(metrics),
      shedding: config.overload === 'on' ? 'one' : undefined,
    },
  );
  observeCommands(app.get(CommandBus, { strict: false }), metrics);
  const queries = app.get(QueryBus, { strict: false });
  sampleReadModels(metrics, store, () => queries.execute(new ListProjections({})));
  sampleDependencies(metrics, [
    { name: 'read-models', check: async () => waiting },
    { name: 'views', check: () => views.health() },
    { name: 'data-folder', check: () => folder.health() },
  ]);
  const url = await listenAt(app, config.host, config.port);
  announceServer(folder, url);
  const building = readModels.start().then(() => {
    waiting = null;
    log.info({ url }, 'ready');
  });
  const stopping = new AbortController();
  let checking: Promise<void> | undefined;
  const stopOnce = async () => {
    waiting = 'The server is stopping.';
    stopping.abort();
    withdrawNotice(folder);
    const deadline = setTimeout(() => app.getHttpServer().closeAllConnections(), STOP_WITHIN_MS);
    await app.close();
    clearTimeout(deadline);
    await views.stop();
    await readModels.stop();
    await building.catch(() => undefined);
    await checking;
    side.close();
    await folder.release();
    const { hits, misses } = app.get(PageCache);
    log.info({ pageCache: { hits, misses } }, 'stopped');
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopOnce());
  try {
    await building;
    checking = folder.store
      .checkAll({ signal: stopping.signal, pauseMs: CHECK_PAUSE_MS })
      .catch((error: unknown) => log.error({ reason: String(error) }, 'the event log cannot be checked'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, welcome: welcomeText(url, await pageToOpen(app, url), config), stop };
}

/** The log records changes, not checks. */
function logged(health: () => Promise<string | null>, log: Logger): () => Promise<string | null> {
  let known: string | null = null;
  return async () => {
    const reason = await health();
    if (reason !== known) {
      if (reason === null) log.info({}, 'data folder can be written again');
      else log.error({ reason }, 'data folder cannot be written');
    }
    return (known = reason);
  };
}

function welcomeText(url: string, page: string | undefined, { dataDir }: Config): string {
  return [
    '',
    `  Stoa is running at ${url}`,
    ...(page ? [`  Example page: ${page}`] : []),
    `  OpenAPI description: ${url}/openapi.json`,
    '',
    '  To create a token, run in another terminal:',
    `    npx stoa token create --name "Your name" --role admin --data-dir ${dataDir}`,
    '',
    '',
  ].join('\n');
}
