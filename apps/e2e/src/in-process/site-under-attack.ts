import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApiApp, type ViewConfig } from '@stoa/api';
import { DEFAULT_RANKING, decodeFacts, type ClassifiedFact } from '@stoa/contracts';
import { openDataFolder, type DataFolder } from '@stoa/data-folder';
import { StandaloneReadModels, openReadSide } from '@stoa/projections-standalone';
import type { Logger } from '@stoa/service';
import { eventually } from '@stoa/testing';
import { StandaloneModule } from '../../../standalone/src/app.module.ts';
import { takeViews, type TakenViews, type Taking } from '../../../standalone/src/take-views.ts';
import { batchesIn, sumsOf, type Sums } from '../views/sealed-views.ts';
import { shownPages } from '../views/shown-pages.ts';
import type { ShownPage } from '../views/readers.ts';

export const PROXY = '10.1.2.3';
const SECRET = 'an-admin-secret-of-this-test';
const PACE = { facts: 1000, after: 5 };
/** An evening on which no day ends while a test goes on. */
const BEGAN = Date.UTC(2026, 10, 2, 9);

export interface Sent {
  /** The address of the socket. */
  readonly from?: string;
  readonly agent?: string;
  readonly headers?: Record<string, string>;
}
type Told = object;

/** The standalone server as it is wired, over a folder of its own and with a clock that the test sets. Sockets have any address that a test says. */
export class SiteUnderAttack {
  now = BEGAN;
  readonly log: string[] = [];
  /** What went into the journal. */
  readonly messages: string[] = [];
  pages!: readonly ShownPage[];
  views!: TakenViews;
  private app!: NestFastifyApplication;
  private data!: DataFolder;
  private readonly ends: (() => unknown)[] = [];

  private constructor(readonly folder: string) {}

  static async open(config: Partial<ViewConfig> = {}, limits?: Taking['limits']): Promise<SiteUnderAttack> {
    const site = new SiteUnderAttack(mkdtempSync(join(tmpdir(), 'stoa-attacked-')));
    await site.start({ trustedProxies: PROXY, viewOptOut: ['gpc'], bots: [], viewOrigins: [], ...config }, limits);
    return site;
  }

  /** Ends the server, and leaves its folder. */
  async stop(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get page(): ShownPage {
    return this.pages[0]!;
  }

  /** A page is opened: its ticket, as its beacon would tell with it. */
  async open(who: Sent, question = this.page.question): Promise<{ render: string; token: string }> {
    const response = await this.send(who, 'GET', `/v1/questions/${question}/render`);
    if (response.statusCode !== 200) throw new Error(`No ticket: ${response.statusCode} ${response.body}`);
    return response.json();
  }

  /** Facts of the first page's first answer, seen as the rule says, but for what is said otherwise. */
  told = (...facts: Told[]) => ({
    facts: facts.map((fact) => ({
      kind: 'seen',
      question: this.page.question,
      answer: this.page.answers[0]!,
      share: 1,
      visibleMs: 1000,
      ...fact,
    })),
  });

  tell = (who: Sent, ...facts: Told[]) => this.post(who, JSON.stringify(this.told(...facts)));

  post = (who: Sent, body: string | Buffer, contentType = 'application/json') =>
    this.send({ ...who, headers: { 'content-type': contentType, ...who.headers } }, 'POST', '/v1/views', body);

  send(
    { from = '198.51.100.1', agent = FIREFOX, headers = {} }: Sent,
    method: 'GET' | 'POST' | 'OPTIONS',
    url: string,
    payload?: string | Buffer,
  ) {
    const request = { method, url, remoteAddress: from, headers: { 'user-agent': agent, ...headers } };
    return this.app.inject(payload === undefined ? request : { ...request, payload });
  }

  /** What became of `count` facts that are told meanwhile, once all of them are sealed: those in a class, and the sums of the others. */
  async became(
    count: number,
    telling: () => Promise<unknown>,
  ): Promise<{ facts: ClassifiedFact[]; retries: number; optedOut: number }> {
    const before = await batchesIn(this.data.store);
    const was = sumsOf(before);
    const all = ({ facts, retries, optedOut }: Sums) => facts + retries + optedOut;
    await telling();
    const after = await eventually(async () => {
      const found = await batchesIn(this.data.store);
      expect(all(sumsOf(found)) - all(was)).toBeGreaterThanOrEqual(count);
      return found;
    });
    const sums = sumsOf(after);
    expect(all(sums) - all(was)).toBe(count);
    const facts = after
      .flatMap((batches, shard) => batches.slice(before[shard]!.length))
      .flatMap(({ data }) => decodeFacts(data.facts));
    return { facts, retries: sums.retries - was.retries, optedOut: sums.optedOut - was.optedOut };
  }

  sealed = async (): Promise<Sums> => sumsOf(await batchesIn(this.data.store));

  private async start(config: ViewConfig, limits: Taking['limits']): Promise<void> {
    const write = (fields: object, message: string) => void this.log.push(JSON.stringify({ ...fields, message }));
    const log = { info: write, error: write, warn: write, debug: write } as unknown as Logger;
    this.data = await openDataFolder(join(this.folder, 'data'), { mode: 'write' });
    this.ends.push(() => this.data.release());
    const side = await openReadSide(this.data, { ranking: DEFAULT_RANKING });
    this.ends.push(() => side.close());
    const readModels = new StandaloneReadModels(side, this.data.files, log);
    this.views = await takeViews(this.data, config, log, { now: () => this.now, pace: PACE, ...(limits && { limits }) });
    const { store } = this.data;
    const { stream, ...options } = this.views.options;
    const publish: typeof stream.publish = (partition, messages) => {
      this.messages.push(...messages.map(({ key, value }) => `${key} ${Buffer.from(value).toString()}`));
      return stream.publish(partition, messages);
    };
    this.app = await createApiApp(
      StandaloneModule.of({
        store,
        readModels,
        adminSecret: SECRET,
        sessionKey: Buffer.alloc(32, 7),
        views: { ...options, stream: { publish } },
        viewsHealth: () => this.views.health(),
        folderHealth: () => this.data.health(),
        logDamage: () => null,
        pageCacheBytes: 1024 * 1024,
        ready: () => null,
        now: () => new Date(this.now),
      }),
      { logger: log },
    );
    await this.app.listen(0, '127.0.0.1');
    await readModels.start();
    this.ends.push(
      () => readModels.stop(),
      () => this.views.stop(),
      () => this.app.close(),
    );
    this.pages = await shownPages({ url: await this.app.getUrl(), admin: { 'stoa-admin-secret': SECRET } });
  }
}

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
