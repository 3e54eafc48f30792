import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { partitionOfEvent } from '@stoa/contracts';
import { partitionName, type Position } from '@stoa/kernel';
import { Cast } from '@stoa/testing';
import type { PoolClient } from 'pg';
import { costs, cpuByPiece } from './cpu.ts';
import { rating } from './questions.ts';
import type { WatchedReadModels } from './read-models.ts';
import type { Site } from './site.ts';
import { atPace, type Pace } from '../live-cost/work.ts';

/** Every so many events one is a command to the gateway, whose sender then reads the page with `after`. */
export const EVENTS_A_COMMAND = 6;
/** Every so many of those appended straight to the store have somebody who waits for the page. */
export const EVENTS_A_READER = 6;
const PATIENCE_MS = 20_000;
/** Documents are looked at this often at most: what is measured of them is so coarse. */
const WATCH_MS = 5;

/** Milliseconds, one of each event measured so. */
export interface Latencies {
  /** From sending an append to the store to its acknowledgement. */
  readonly append: number[];
  /** From sending a command to the gateway to its acknowledgement. */
  readonly command: number[];
  /** From an event's acknowledgement until its document in Postgres holds it. */
  readonly document: number[];
  /** From an event's acknowledgement until `GET …/page?after=` has answered. */
  readonly page: number[];
  /** From a command's sending until then. */
  readonly whole: number[];
  /** How late the bench itself was with an event: time that it owes to the machine, not to Stoa. */
  readonly late: number[];
}

export interface LiveRun extends Latencies {
  readonly events: number;
  readonly seconds: number;
  /** What was refused or not answered in time, with the first reason. */
  readonly failed: number;
  readonly reason: string;
  readonly cpu: string;
}

/** Ratings at a pace while their pages are read: at a steady rate, which waits for no answer, or from clients that wait until the document holds theirs. */
export async function live(
  site: Site,
  models: WatchedReadModels,
  questions: readonly string[],
  { name, pace }: { name: string; pace: Pace },
): Promise<LiveRun> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const person = await new Cast(site.stoa).member(`Rater ${name}`);
  const documents = await DocumentWatch.begin(site, models);
  const found: Latencies = { append: [], command: [], document: [], page: [], whole: [], late: [] };
  const read = async (questionId: string, position: Position, since: { sent: number; acknowledged: number }) => {
    await send(agent, 'GET', `${site.stoa.url}/v1/questions/${questionId}/page?after=${position}`, person.headers);
    found.page.push(performance.now() - since.acknowledged);
  };
  const appended = async (questionId: string, index: number) => {
    const { stream, event } = rating(questionId, name, index);
    const sent = performance.now();
    const { position } = await site.store.append(stream, [event], 'no-stream');
    const acknowledged = performance.now();
    found.append.push(acknowledged - sent);
    const watched = documents.holds(questionId, position).then((at) => found.document.push(at - acknowledged));
    if (index % EVENTS_A_READER === 1) await read(questionId, position, { sent, acknowledged });
    await watched;
  };
  const commanded = async (questionId: string) => {
    const sent = performance.now();
    const url = `${site.stoa.url}/v1/questions/${questionId}/rating`;
    const { position } = await send(agent, 'PUT', url, person.headers, { rating: flip(questionId) });
    const acknowledged = performance.now();
    found.command.push(acknowledged - sent);
    const watched = documents.holds(questionId, position).then((at) => found.document.push(at - acknowledged));
    await read(questionId, position, { sent, acknowledged });
    found.whole.push(performance.now() - sent);
    await watched;
  };
  const flips = new Map<string, boolean>();
  // Always another rating than the last: one that changes nothing leaves no event.
  const flip = (questionId: string) => {
    const up = !flips.get(questionId);
    flips.set(questionId, up);
    return up ? 'helpful' : 'not-helpful';
  };
  const before = cpuByPiece();
  const reasons: string[] = [];
  const work = (index: number) => {
    const questionId = questions[index % questions.length]!;
    const done = index % EVENTS_A_COMMAND === 0 ? commanded(questionId) : appended(questionId, index);
    return done.catch((error: unknown) => void reasons.push(String(error)));
  };
  const seconds = await atPace(pace, work, (ms) => found.late.push(ms));
  const { events } = pace;
  const cpu = costs(before, events);
  await documents.end();
  agent.destroy();
  return { ...found, events, seconds, failed: reasons.length, reason: reasons[0] ?? '', cpu };
}

/** Tells when a document holds a position: its partition's rows are there, and no mark says that it is behind them. */
class DocumentWatch {
  private readonly waiting = new Set<{ key: string; partition: string; position: Position; done: (at: number) => void }>();
  private looking: Promise<void> | undefined;
  private again = false;
  private ended = false;

  private constructor(
    private readonly site: Pick<Site, 'pool'>,
    private readonly schema: string,
    private readonly client: PoolClient,
  ) {}

  static async begin(site: Site, models: WatchedReadModels): Promise<DocumentWatch> {
    const client = await site.pool.connect();
    const schema = `question_page_${models.generations.get('question-page')!.number}`;
    const watch = new DocumentWatch(site, schema, client);
    client.on('notification', () => watch.wake());
    await client.query('LISTEN stoa_progress');
    return watch;
  }

  holds(questionId: string, position: Position): Promise<number> {
    const partition = partitionName(partitionOfEvent({ type: 'QuestionRated.v1', data: { questionId } }));
    const found = new Promise<number>((done) => this.waiting.add({ key: questionId, partition, position, done }));
    this.wake();
    return found;
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.looking;
    this.client.removeAllListeners('notification');
    this.client.release(true);
  }

  private wake(): void {
    this.again = true;
    this.looking ??= this.look()
      // The machine is too busy even for a connection: waiters are checked at the next signal.
      .catch(() => void (this.again = true))
      .finally(() => (this.looking = undefined));
  }

  private async look(): Promise<void> {
    while (this.again && !this.ended && this.waiting.size > 0) {
      this.again = false;
      const { rows } = await this.site.pool.query<{ checkpoints: [string, string][] | null; dirty: string[] | null }>(
        `SELECT (SELECT json_agg(json_build_array(partition, position)) FROM "${this.schema}".checkpoint) AS checkpoints,
                (SELECT array_agg(key) FROM "${this.schema}".dirty) AS dirty`,
      );
      const at = performance.now();
      const checkpoints = new Map(rows[0]?.checkpoints ?? []);
      const dirty = new Set(rows[0]?.dirty ?? []);
      for (const one of this.waiting)
        if ((checkpoints.get(one.partition) ?? '') >= one.position && !dirty.has(one.key)) {
          this.waiting.delete(one);
          one.done(at);
        }
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
    }
  }
}

/** One request over a kept connection; its JSON where it succeeds, thrown where it does not. */
function send(
  agent: Agent,
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: object,
): Promise<{ position: Position }> {
  const json = body === undefined ? '' : JSON.stringify(body);
  const sent = { ...headers, 'idempotency-key': randomUUID(), ...(json ? { 'content-type': 'application/json' } : {}) };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, headers: sent, timeout: PATIENCE_MS }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(JSON.parse(text) as { position: Position });
        else reject(new Error(`${method} ${url}: ${answer.statusCode} ${text.slice(0, 300)}`));
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`${method} ${url}: no answer in ${PATIENCE_MS / 1000} s`)));
    asked.on('error', reject);
    asked.end(json);
  });
}
