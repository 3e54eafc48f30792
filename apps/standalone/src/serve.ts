import {
  announceServer,
  openDataFolder,
  sessionKeyOf,
  withdrawNotice,
  writeAdminSecret,
  type DataFolder,
} from '@stoa/data-folder';
import { listenAt } from '@stoa/http';
import { isHalfSeeded, seedDemo } from '@stoa/demo';
import { createApiApp, pageToOpen } from '@stoa/api';
import { StandaloneReadModels, openReadSide } from '@stoa/projections-standalone';
import { PageCache } from '@stoa/read-models';
import type { Logger } from 'pino';
import { StandaloneModule } from './app.module.ts';
import type { Config } from './config.ts';
import { takeViews } from './take-views.ts';

export interface StandaloneServer {
  readonly url: string;
  readonly welcome: string;
  /** Accepts no more work, finishes what is in flight, and releases the folder. */
  stop(): Promise<void>;
}

/** Requests still arriving after this long are cut off. */
const STOP_WITHIN_MS = 8000;

/** Opens the folder, brings the read models up and serves; during the first build it responds 503 with the position reached. */
export async function serve(config: Config, log: Logger): Promise<StandaloneServer> {
  const folder = await openDataFolder(config.dataDir, { mode: 'write' });
  const { mended, left } = folder.tightened;
  if (mended > 0) log.info({ folder: folder.path, entries: mended }, 'data folder was open to other users, and is no more');
  if (left > 0) log.warn({ folder: folder.path, entries: left }, 'data folder belongs to another user, and stays open to others');
  try {
    const isEmpty = (await folder.store.head()) === '';
    // What was begun is finished before anything else comes, however the server is started now.
    if (isEmpty ? config.demo : await isHalfSeeded(folder.store)) log.info(await seedDemo(folder.store), 'demo community seeded');
    return await serveFolder(folder, config, log);
  } catch (error) {
    await folder.release();
    throw error;
  }
}

async function serveFolder(folder: DataFolder, config: Config, log: Logger): Promise<StandaloneServer> {
  const side = await openReadSide(folder, { ranking: config.ranking });
  const readModels = new StandaloneReadModels(side, folder.files, log);
  const adminSecret = writeAdminSecret(folder);
  const views = await takeViews(folder, config, log);
  let waiting: string | null = 'The read models are being built.';
  const app = await createApiApp(
    StandaloneModule.of({
      store: folder.store,
      readModels,
      adminSecret,
      sessionKey: sessionKeyOf(folder),
      views: views.options,
      rates: config.rates,
      viewsHealth: () => views.health(),
      folderHealth: logged(() => folder.health(), log),
      pageCacheBytes: config.pageCacheMb * 1024 * 1024,
      ready: () => waiting,
    }),
    { logger: log, shedding: config.overload === 'on' ? 'one' : undefined },
  );
  const url = await listenAt(app, config.host, config.port);
  announceServer(folder, url);
  const building = readModels.start().then(() => {
    waiting = null;
    log.info({ url }, 'ready');
  });
  const stopOnce = async () => {
    waiting = 'The server is stopping.';
    withdrawNotice(folder);
    const deadline = setTimeout(() => app.getHttpServer().closeAllConnections(), STOP_WITHIN_MS);
    await app.close();
    clearTimeout(deadline);
    await views.stop();
    await readModels.stop();
    await building.catch(() => undefined);
    side.close();
    await folder.release();
    const { hits, misses } = app.get(PageCache);
    log.info({ pageCache: { hits, misses } }, 'stopped');
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopOnce());
  try {
    await building;
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
