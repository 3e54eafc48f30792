import { randomUUID } from 'node:crypto';
import { patient } from '../patience.ts';

const RETRIED_MS = 30_000;
const PAUSE_MS = 100;

export interface Reply<B = any> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text. */
  readonly body: B;
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A running Stoa: its address, and headers that make a request the admin's. */
export interface Site {
  readonly url: string;
  readonly admin: Record<string, string>;
}

/** A request and its response, as they were on the wire. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  header(name: string): string | null;
  readonly body: string;
}

/** Looks at each response; what it throws fails the request. */
export type Check = (exchange: Exchange) => void;

/** Speaks HTTP to a deployment as one person. POSTs carry a fresh Idempotency-Key unless one is given. */
export class Client {
  constructor(
    private readonly url: string,
    /** What makes a request this person's. */
    readonly headers: Record<string, string> = {},
    private readonly check: Check = () => undefined,
  ) {}

  async request(method: string, path: string, { body, headers = {} }: RequestOptions = {}): Promise<Reply> {
    const sent: Record<string, string> = { ...this.headers };
    if (method === 'POST') sent['idempotency-key'] = randomUUID();
    if (body !== undefined) sent['content-type'] = 'application/json';
    const init = { method, headers: { ...sent, ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(this.url + path, { ...init, redirect: 'manual' });
    const text = await response.text();
    this.check({ method, url: path, status: response.status, header: (name) => response.headers.get(name), body: text });
    const parsed = response.headers.get('content-type')?.includes('json') && text ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  }

  get = (path: string, headers: Record<string, string> = {}) => this.request('GET', path, { headers });
  post = (path: string, body?: unknown, headers: Record<string, string> = {}) => this.request('POST', path, { body, headers });
  put = (path: string, body?: unknown, headers: Record<string, string> = {}) => this.request('PUT', path, { body, headers });
  patch = (path: string, body: unknown, headers: Record<string, string> = {}) => this.request('PATCH', path, { body, headers });
  delete = (path: string, headers: Record<string, string> = {}) => this.request('DELETE', path, { headers });

  /**
   * The response's body where the request succeeded; throws with the whole response where it did not. What is to be tried again later (503
   * with Retry-After) is, under the same key: on a busy machine a page is late, or a breaker opens, and a client comes again.
   */
  async must(method: string, path: string, options: RequestOptions = {}): Promise<any> {
    const headers = { ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}), ...options.headers };
    const deadline = performance.now() + patient(RETRIED_MS);
    for (;;) {
      const response = await this.request(method, path, { ...options, headers });
      if (response.status < 300) return response.body;
      const retry = response.status === 503 && response.headers.has('retry-after') && performance.now() < deadline;
      if (!retry) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(response.body)}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** People of a deployment, made as a journey needs them. */
export class Cast {
  readonly admin: Client;

  constructor(
    private readonly site: Site,
    private readonly check?: Check,
  ) {
    this.admin = this.client(site.admin);
  }

  get anyone(): Client {
    return this.client();
  }

  /** Registers a member and gives a client that holds a token of theirs. */
  async member(displayName: string, roles: string[] = ['member']): Promise<Client & { memberId: string; tokenId: string }> {
    const { id: memberId } = await this.admin.must('POST', '/v1/members', { body: { displayName, roles } });
    const {
      id: tokenId,
      token,
      position,
    } = await this.admin.must('POST', '/v1/tokens', { body: { memberId, label: 'journey' } });
    const client = Object.assign(this.client({ authorization: `Bearer ${token}` }), { memberId, tokenId });
    await this.settled(position);
    return client;
  }

  /** Registers a member who is a mentor. */
  async mentor(name: string, profile: { title?: string; company?: string; yearsOfExperience?: number } = {}) {
    const client = await this.member(name);
    const handle = `${
      name
        .normalize('NFKD')
        .replace(/[^A-Za-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .toLowerCase() || 'mentor'
    }-${randomUUID().slice(0, 8)}`;
    const { id: mentorId, position } = await client.must('POST', '/v1/mentors', {
      body: { handle, displayName: name, ...profile },
    });
    return Object.assign(client, { mentorId, handle, position: position as string });
  }

  private client(headers: Record<string, string> = {}): Client {
    return new Client(this.site.url, headers, this.check);
  }

  /** Waits until lists and boards have seen a position. */
  async settled(position: string): Promise<void> {
    await this.admin.must('GET', `/v1/questions?limit=1&after=${position}`);
    await this.admin.must('GET', `/v1/leaderboards/mentors?limit=1&after=${position}`);
  }
}
