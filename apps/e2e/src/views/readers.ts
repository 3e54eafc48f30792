import { patient, type Random } from '@stoa/testing';
import { keyOfFact, type Acknowledged } from './acknowledged.ts';

/** How long one request is sent again before it counts as refused. */
const PATIENCE_MS = patient(120_000);
const PAUSE_MS = 50;
/** Pages that a reader opens at once, so that what they tell comes close together. */
const PAGES = 6;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
/** A view needs a second; the server grants a quarter of it. */
const LOOKED_AT_MS = 850;

export interface ShownPage {
  readonly question: string;
  readonly answers: readonly string[];
}

interface Ticket {
  readonly render: string;
  readonly token: string;
}

/**
 * Readers behind a proxy of the test, each page from another address: they open pages, and send again with the same body what was not
 * acknowledged, until it is.
 */
export class Readers {
  readonly acknowledged: Acknowledged = { facts: new Map(), optedOut: 0, again: 0 };
  readonly refused: string[] = [];
  /** Facts of requests that opt out, as often as they were sent. */
  optedOutSent = 0;
  private ended = false;
  private readonly working: Promise<void>[];

  constructor(
    private readonly url: () => string,
    private readonly pages: readonly ShownPage[],
    private readonly random: Random,
    count: number,
  ) {
    this.working = Array.from({ length: count }, () => this.read());
  }

  /** Ends after everything that was begun is acknowledged. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(this.working);
  }

  private async read(): Promise<void> {
    while (!this.ended) {
      const opened = await Promise.all(Array.from({ length: PAGES }, () => this.open()));
      await pause(LOOKED_AT_MS);
      for (const page of opened) if (page) await this.tell(page);
    }
  }

  private async open() {
    const { random } = this;
    const page = random.one(this.pages);
    const address = `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
    const answer = await this.until('GET', `/v1/questions/${page.question}/render`, {
      'x-forwarded-for': address,
      'user-agent': AGENT,
    });
    return answer && { page, address, ticket: JSON.parse(answer.body) as Ticket };
  }

  private async tell({ page: { question, answers }, address, ticket }: { page: ShownPage; address: string; ticket: Ticket }) {
    const { random } = this;
    const optsOut = random.chance(0.05);
    const kind = random.chance(0.2) ? 'glimpse' : 'seen';
    const told = { ...ticket, question, share: 1, visibleMs: 1000 };
    const facts = [null, ...answers.filter(() => random.chance(0.7))].map((answer) => ({ ...told, kind, answer }));
    if (random.chance(0.3)) facts.push({ ...facts[0]!, kind: 'time' });
    const headers = {
      'x-forwarded-for': address,
      'user-agent': AGENT,
      'content-type': 'text/plain',
      ...(optsOut ? { 'sec-gpc': '1' } : {}),
    };
    const sent = () => void (optsOut && (this.optedOutSent += facts.length));
    const answer = await this.until('POST', '/v1/views', headers, JSON.stringify({ facts }), sent);
    if (!answer) return;
    const { acknowledged } = this;
    if (answer.attempts > 1) acknowledged.again++;
    if (optsOut) acknowledged.optedOut += facts.length;
    else for (const fact of facts) acknowledged.facts.set(keyOfFact(fact), fact.answer ?? fact.question);
  }

  private async until(method: string, path: string, headers: Record<string, string>, body?: string, sent?: () => void) {
    const deadline = Date.now() + PATIENCE_MS;
    for (let attempts = 1; ; attempts++) {
      sent?.();
      const answer = await fetch(this.url() + path, { method, headers, ...(body ? { body } : {}) }).then(
        async (response) => ({ status: response.status, body: await response.text() }),
        (error: unknown) => ({ status: 0, body: String(error) }),
      );
      if (answer.status >= 200 && answer.status < 300) return { ...answer, attempts };
      if ((answer.status > 0 && answer.status < 500) || Date.now() > deadline) {
        this.refused.push(`${method} ${path}: ${answer.status} ${answer.body}`);
        return undefined;
      }
      await pause(PAUSE_MS);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
