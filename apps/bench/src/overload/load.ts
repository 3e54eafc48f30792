import { randomUUID } from 'node:crypto';
import { Agent } from 'undici';

export const KINDS = ['writes', 'reads', 'analytics'] as const;
export type Kind = (typeof KINDS)[number];
/** Of twenty requests, in this order. */
const MIX: readonly Kind[] = 'wrwwrwwrwwawrwwrwrwr'
  .split('')
  .map((letter) => (letter === 'w' ? 'writes' : letter === 'r' ? 'reads' : 'analytics'));
const CONNECTIONS = 2048;

export interface LoadPlan {
  readonly url: string;
  readonly questions: readonly string[];
  /** Headers of members who rate, each question once at most. */
  readonly raters: readonly Readonly<Record<string, string>>[];
  readonly analyst: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** The first of the numbered requests of this run: none is sent twice. */
  readonly from: number;
  /** So many clients that each wait for their response, or so many requests in a second that wait for nothing. */
  readonly clients?: number;
  readonly rate?: number;
}

/** Milliseconds of each response, by its status. */
export interface Outcome {
  readonly acknowledged: number[];
  readonly shed: number[];
  readonly failed: Record<string, number>;
}
export interface LoadResult {
  readonly seconds: number;
  readonly sent: number;
  /** How late the bench itself was with sending. */
  readonly late: number[];
  readonly by: Record<Kind, Outcome>;
}

/** Sends a mix of ratings, pages and analytics queries; in a process of its own. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1, headersTimeout: 60_000 });
  const outcome = (): Outcome => ({ acknowledged: [], shed: [], failed: {} });
  const by: Record<Kind, Outcome> = { writes: outcome(), reads: outcome(), analytics: outcome() };
  const late: number[] = [];
  let next = plan.from;
  const send = async (number: number) => {
    const kind = MIX[number % MIX.length]!;
    const { acknowledged, shed, failed } = by[kind];
    const began = performance.now();
    const status = await requestOf(plan, kind, number, agent).catch((error: unknown) => String(error));
    const ms = performance.now() - began;
    if (typeof status === 'number' && status < 300) acknowledged.push(ms);
    else if (status === 503) shed.push(ms);
    else failed[status] = (failed[status] ?? 0) + 1;
  };
  const began = performance.now();
  const until = began + plan.seconds * 1000;
  const work: Promise<void>[] = [];
  const client = async () => {
    while (performance.now() < until) await send(next++);
  };
  if (plan.rate === undefined) await Promise.all(Array.from({ length: plan.clients! }, client));
  else
    for (let due = began; due < until; due += 1000 / plan.rate) {
      for (let wait = due - performance.now(); wait > 0; wait = due - performance.now())
        await new Promise((resolve) => setTimeout(resolve, wait));
      late.push(performance.now() - due);
      work.push(send(next++));
    }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(work);
  await agent.close();
  return { seconds, sent: next - plan.from, late, by };
}

async function requestOf(plan: LoadPlan, kind: Kind, number: number, dispatcher: Agent): Promise<number> {
  const { questions, raters, analyst, url } = plan;
  const question = questions[number % questions.length]!;
  const rater = raters[Math.floor(number / questions.length) % raters.length]!;
  const json = { 'content-type': 'application/json' };
  const options = {
    writes: {
      method: 'PUT',
      path: `/v1/questions/${question}/rating`,
      headers: { ...rater, ...json, 'idempotency-key': randomUUID() },
      body: '{"rating":"helpful"}',
    },
    reads: { method: 'GET', path: `/v1/questions/${question}/page`, headers: rater },
    analytics: {
      method: 'POST',
      path: '/v1/analytics/query',
      headers: { ...analyst, ...json },
      body: '{"metrics":["views","visitors"],"date_range":"28d","dimensions":["referrer"]}',
    },
  }[kind];
  const { statusCode, body } = await dispatcher.request({ ...options, origin: url } as Parameters<Agent['request']>[0]);
  await body.dump();
  return statusCode;
}
