import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Cast } from '@stoa/testing';
import { Pool } from 'undici';
import { cpuByPiece } from '../distributed/cpu.ts';
import { askQuestions } from '../distributed/questions.ts';
import { WatchedReadModels } from '../distributed/read-models.ts';
import type { Site } from '../distributed/site.ts';
import { atPace, costOf, type Cost, type Pace } from './work.ts';

const QUESTIONS = 600;
const RATERS = 8;
const ATTEMPTS = 20;
const PAUSE_MS = 250;
/** The looks cost Postgres something too. */
const LOOK_EVERY_MS = 100;

/** Ratings through the gateway of a whole site, until all rows and documents hold them. */
export class RatedSite {
  private sent = 0;
  private readonly pool: Pool;

  private constructor(
    private readonly site: Site,
    private readonly models: WatchedReadModels,
    private readonly questions: readonly string[],
    private readonly raters: readonly Record<string, string>[],
  ) {
    this.pool = new Pool(site.stoa.url, { connections: 64 });
  }

  static async open(site: Site): Promise<RatedSite> {
    const models = await WatchedReadModels.open(site);
    const questions = await askQuestions(site.store, 'live-cost', QUESTIONS);
    const cast = new Cast(site.stoa);
    const raters: Record<string, string>[] = [];
    for (let index = 0; index < RATERS; index++) raters.push((await cast.member(`Rater ${index}`)).headers);
    const rated = new RatedSite(site, models, questions, raters);
    await rated.settled();
    return rated;
  }

  /** `without`: a process that is no part of the site. */
  async run(pace: Pace, without: number): Promise<Cost> {
    const first = this.sent;
    this.sent += pace.events;
    const before = cpuByPiece(without);
    const seconds = await atPace(pace, (index) => this.rate(first + index));
    await this.settled();
    return costOf(before, cpuByPiece(without), { events: pace.events, seconds, loadedBy: 'bench' });
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async settled(): Promise<void> {
    await this.models.rows(await this.site.store.head(), 120_000, LOOK_EVERY_MS);
    await this.models.documents(120_000, LOOK_EVERY_MS);
  }

  /** Always another rating than the rater's last of this question: one that changes nothing leaves no event. */
  private async rate(index: number): Promise<void> {
    const question = this.questions[index % QUESTIONS];
    const turn = Math.floor(index / QUESTIONS);
    const rating = Math.floor(turn / RATERS) % 2 === 0 ? 'helpful' : 'not-helpful';
    await this.put(`/v1/questions/${question}/rating`, this.raters[turn % RATERS] as Record<string, string>, { rating });
  }

  /** As a client does: what is unavailable for a moment is sent again, and counts once. */
  private async put(path: string, rater: Record<string, string>, json: object): Promise<void> {
    const headers = { ...rater, 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
    for (let attempt = 1; ; attempt++) {
      const { statusCode, body } = await this.pool.request({ method: 'PUT', path, headers, body: JSON.stringify(json) });
      const text = await body.text();
      if (statusCode === 200) return;
      if (statusCode !== 503 || attempt === ATTEMPTS)
        throw new Error(`The gateway answered ${statusCode}: ${text.slice(0, 300)}`);
      await wait(PAUSE_MS);
    }
  }
}
