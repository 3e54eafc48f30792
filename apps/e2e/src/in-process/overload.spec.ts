import { assertConforms } from '@stoa/api/testing/conformance';
import { MemberRegistered, QuestionAsked } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import type { EventStore } from '@stoa/kernel';
import { Cast, eventually } from '@stoa/testing';
import { ADMIN_SECRET, Distributed, PAGE_ID, SERVICE_SECRET, direct } from './deployments.ts';

/** A store that takes appends, and does nothing with them until it is let. */
class BlockedStore extends MemoryEventStore {
  blocked = false;
  private readonly waiting: (() => void)[] = [];

  override async append(...args: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    if (this.blocked) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return super.append(...args);
  }

  unblock(): void {
    this.blocked = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

interface Refused {
  status: number;
  code: string;
  retryAfter: string | undefined;
}

describe.each(['one process', 'a gateway over services'])('%s whose store stands still', (mode) => {
  let store: BlockedStore;
  let site: { url: string; stop(): Promise<void> };
  let headers: Record<string, string>;
  let sent = 0;
  beforeAll(async () => {
    store = new BlockedStore();
    const distributed = mode === 'one process' ? undefined : await new Distributed(store).start();
    site = distributed ? { url: distributed.gateway.url, stop: () => distributed.stop() } : await direct(store);
    headers = (await new Cast({ url: site.url, admin: { 'stoa-admin-secret': ADMIN_SECRET } }).member('Ada')).headers;
  });
  afterAll(() => site.stop());
  const ask = async (): Promise<Refused & { title: string }> => {
    const title = `Question ${sent++}?`;
    const post = { ...headers, 'content-type': 'application/json', 'idempotency-key': title };
    const body = JSON.stringify({ title, topics: [] });
    const response = await fetch(`${site.url}/v1/questions`, { method: 'POST', headers: post, body });
    return { title, ...refusedIn(response.status, response.headers.get('retry-after'), await response.text()) };
  };
  const refusedIn = (status: number, retryAfter: unknown, body: string) => {
    const header = (name: string) => ({ 'content-type': 'application/problem+json', 'retry-after': String(retryAfter) })[name];
    if (status === 503) assertConforms({ method: 'POST', url: '/v1/questions', status, header, body });
    return { status, retryAfter: String(retryAfter), ...(JSON.parse(body) as { code: string }) };
  };

  it('refuses more commands at once, acknowledges those that came in when it goes on, and then takes all', async () => {
    store.blocked = true;
    const taken: ReturnType<typeof ask>[] = [];
    let refused: Refused | undefined;
    // One after the other, until one is answered although the store does nothing.
    await eventually(async () => {
      const asked = ask();
      const pause = new Promise<undefined>((resolve) => setTimeout(resolve, 20));
      refused = await Promise.race([asked, pause]);
      if (!refused) taken.push(asked);
      expect(refused).toMatchObject({ status: 503, code: 'overloaded', retryAfter: '1' });
    });
    for (const more of await Promise.all(Array.from({ length: 5 }, ask)))
      expect(more).toMatchObject({ status: 503, code: 'overloaded' });
    expect((await fetch(`${site.url}/v1/questions/${PAGE_ID}/page`)).status).toBe(200);
    expect((await fetch(`${site.url}/health/live`)).status).toBe(200);

    store.unblock();
    const outcomes = await Promise.all(taken);
    const asked = (await everything(store)).filter(({ type }) => type === QuestionAsked.type);
    const titles = asked.map(({ data }) => (data as { title: string }).title);
    // On a slow machine a refusal may look as if it waited, and a gateway may have given up on what was written in the end.
    for (const { status, code, title } of outcomes)
      if (status === 201) expect(titles).toContain(title);
      else if (code === 'overloaded') expect(titles).not.toContain(title);
      else expect(code).toBe('dependency-unavailable');
    expect(titles.length).toBeGreaterThan(0);
    await eventually(async () => expect(await ask()).toMatchObject({ status: 201 }));
  });
});

it('a service refuses at its own door too, and what it refuses has written nothing', async () => {
  const store = new BlockedStore();
  const site = await new Distributed(store).start();
  const { url } = site.services.get('mentors')!;
  const headers = { 'stoa-service-secret': SERVICE_SECRET, 'content-type': 'application/json' };
  const post = async (path: string, body: object) => {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.text() };
  };
  let sent = 0;
  const register = () => post('/commands/RegisterMember', envelope(sent++));
  try {
    store.blocked = true;
    const taken: ReturnType<typeof register>[] = [];
    await eventually(async () => {
      const asked = register();
      const found = await Promise.race([asked, new Promise<undefined>((resolve) => setTimeout(resolve, 20))]);
      if (!found) taken.push(asked);
      expect(found).toMatchObject({ status: 503, body: expect.stringContaining('"code":"overloaded"') });
    });
    store.unblock();
    const acknowledged = (await Promise.all(taken)).filter(({ status }) => status === 200);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect((await everything(store)).filter(({ type }) => type === MemberRegistered.type)).toHaveLength(acknowledged.length);
  } finally {
    await site.stop();
  }
});

const envelope = (number: number) => {
  const id = `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`;
  const principal = { memberId: '11111111-1111-5111-8111-111111111111', roles: ['admin'] };
  const occurredAt = '2026-11-24T09:00:00.000Z';
  const context = { principal, commandId: id, bodyHash: '0'.repeat(64), occurredAt, correlationId: id };
  return { data: { displayName: `Member ${number}`, roles: ['member'] }, context };
};
