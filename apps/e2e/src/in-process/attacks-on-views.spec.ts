import { hkdfSync, randomUUID } from 'node:crypto';
import type { ClassifiedFact } from '@stoa/contracts';
import { eventually, patient } from '@stoa/testing';
import { RenderTokens } from '@stoa/visitors';
import { FIREFOX, PROXY, SiteUnderAttack, type Sent } from './site-under-attack.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const classesOf = ({ facts }: { facts: ClassifiedFact[] }) => facts.map((fact) => fact.class);
const humans = (told: { facts: ClassifiedFact[] }) => classesOf(told).filter((of) => of === 'human').length;

/** Requests of a list, some at once. */
async function each<A>(list: readonly A[], work: (one: A) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < list.length; start += 50) await Promise.all(list.slice(start, start + 50).map(work));
}

describe('views under attack', () => {
  let site: SiteUnderAttack;
  let visitors = 0;
  /** Somebody who was never there. */
  const somebody = (): Sent => ({ from: `198.18.${++visitors >> 8}.${visitors & 255}` });
  /** What becomes of one page that is opened, and looked at for two seconds. */
  const looked = async (
    who: Sent,
    change: (ticket: { render: string; token: string }) => object | Promise<object> = (ticket) => ticket,
  ) => {
    const ticket = await site.open(who);
    site.now += 2000;
    const fact = await change(ticket);
    return site.became(1, () => site.tell(who, fact));
  };

  beforeAll(async () => {
    site = await SiteUnderAttack.open();
  }, patient(60_000));
  afterAll(() => site?.close());

  describe('a token', () => {
    const other = (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A');
    it.each<[string, (ticket: { render: string; token: string }) => object, string]>([
      ['that was given', (ticket) => ticket, 'human'],
      ['that is missing', () => ({}), 'invalid'],
      ['without a render', ({ token }) => ({ token }), 'invalid'],
      ['that is forged', ({ render, token }) => ({ render, token: other(token) }), 'invalid'],
      ['of another render', ({ token }) => ({ render: Buffer.alloc(16, 1).toString('base64url'), token }), 'invalid'],
      [
        'of another page',
        (ticket) => ({ ...ticket, question: site.pages[1]!.question, answer: site.pages[1]!.answers[0]! }),
        'invalid',
      ],
      ['made later by its own word', ({ render, token }) => ({ render, token: `z${token}` }), 'invalid'],
      ['of nonsense', ({ render }) => ({ render, token: '\u0000💥' }), 'invalid'],
    ])('%s', async (_what, change, expected) => {
      expect(classesOf(await looked(somebody(), change))).toEqual([expected]);
    });

    it('of another site is worth nothing', async () => {
      const tokens = new RenderTokens(new Uint8Array(hkdfSync('sha256', Buffer.alloc(32, 8), '', 'stoa render tokens v1', 32)));
      const foreign = () => tokens.issue({ questionId: site.page.question, visitor: '0'.repeat(16), now: site.now - 2000 });
      expect(classesOf(await looked(somebody(), foreign))).toEqual(['invalid']);
    });

    it.each<[string, Sent]>([
      ['from another address', { from: '198.51.100.77' }],
      ['with another browser', { agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1' }],
    ])('used by another visitor, %s, is worth nothing', async (_what, thief) => {
      const owner = { from: '198.51.100.9', agent: FIREFOX };
      const ticket = await site.open(owner);
      site.now += 2000;
      expect(classesOf(await site.became(1, () => site.tell({ ...owner, ...thief }, ticket)))).toEqual(['invalid']);
    });

    it('replayed a hundred times is one view', async () => {
      const who = somebody();
      const ticket = await site.open(who);
      site.now += 2000;
      const replayed = await site.became(100, () => each(Array.from({ length: 100 }), () => site.tell(who, ticket)));
      expect([classesOf(replayed), replayed.retries]).toEqual([['human'], 99]);
    });

    it('is no use a day later, and its visitor’s other name of then is', async () => {
      const who = somebody();
      const [late, early] = [await site.open(who), await site.open(who)];
      site.now += DAY - MINUTE;
      expect(classesOf(await site.became(1, () => site.tell(who, early)))).toEqual(['human']);
      site.now += 2 * MINUTE;
      expect(classesOf(await site.became(1, () => site.tell(who, late)))).toEqual(['invalid']);
    });

    it('of a process whose clock is a day ahead or behind is worth nothing; five minutes are', async () => {
      const at = async (skew: number) => {
        const who = somebody();
        const now = site.now;
        site.now = now + skew;
        const ticket = await site.open(who).catch(() => undefined);
        site.now = now + 2000;
        return classesOf(await site.became(1, () => site.tell(who, ticket ?? {})));
      };
      expect([await at(DAY), await at(-DAY - MINUTE), await at(4 * MINUTE), await at(-4 * MINUTE)]).toEqual([
        ['invalid'],
        ['invalid'],
        ['human'],
        ['human'],
      ]);
    });
  });

  it('takes facts without a token one by one, and none of them for a retry of another', async () => {
    const who = somebody();
    const told = await site.became(6, async () => {
      await site.tell(who, {}, {}, { kind: 'time' });
      await site.tell(who, {}, {}, { kind: 'time' });
    });
    expect([classesOf(told), told.retries]).toEqual([Array(6).fill('invalid'), 0]);
  });

  it('does not take a forged fact of somebody’s render for that reader’s own', async () => {
    const who = somebody();
    const ticket = await site.open(who);
    site.now += 2000;
    const forged = { render: ticket.render, token: 'abc.AAAAAAAAAAAAAAAAAAAAAA' };
    expect(classesOf(await site.became(1, () => site.tell(somebody(), forged)))).toEqual(['invalid']);
    expect(classesOf(await site.became(1, () => site.tell(who, ticket)))).toEqual(['human']);
  });

  it('takes what is told of things that are not there as invalid, each of them once', async () => {
    const who = somebody();
    const ticket = await site.open(who);
    site.now += 2000;
    const [one, other] = [
      { ...ticket, answer: randomUUID() },
      { ...ticket, answer: randomUUID() },
    ];
    const told = await site.became(5, async () => {
      await site.tell(who, one, other);
      await site.tell(who, one, other, { ...ticket, question: randomUUID(), answer: null });
    });
    expect([classesOf(told), told.retries]).toEqual([['invalid', 'invalid', 'invalid'], 2]);
  });

  it(
    'counts hardly one in a hundred of 10,000 visitors that one address makes up, and all of 200 readers behind another',
    async () => {
      const behind = (network: string, agent: string): Sent => ({ from: PROXY, agent, headers: { 'x-forwarded-for': network } });
      const readers = Array.from({ length: 200 }, (_, index) => behind('203.0.113.1', `${FIREFOX} of reader ${index}`));
      const made = Array.from({ length: 10_000 }, (_, index) =>
        behind('203.0.113.2', `Mozilla/5.0 (Windows NT 10.0) Firefox/${index}.0`),
      );
      const { identity, tokens } = site.views.options;
      let counted = 0;
      const told = await site.became(made.length, () =>
        each(made, async (who) => {
          // As the page would have given it; ten thousand pages would take the test longer.
          const { visitor } = await identity.of({ address: '203.0.113.2', userAgent: who.agent, site: 'stoa', at: site.now });
          await site.tell(who, tokens.issue({ questionId: site.page.question, visitor, now: site.now - 2000 }));
        }),
      );
      expect(humans(told)).toBeLessThanOrEqual(100);
      expect(new Set(classesOf(told))).toEqual(new Set(['human', 'automated']));
      for (let quarter = 0; quarter < 5; quarter++) {
        const arriving = readers.slice(quarter * 40, quarter * 40 + 40);
        const opened = await Promise.all(arriving.map(async (who) => ({ who, ticket: await site.open(who) })));
        site.now += 2000;
        counted += humans(await site.became(arriving.length, () => each(opened, ({ who, ticket }) => site.tell(who, ticket))));
        site.now += 15 * MINUTE;
      }
      console.log(`10,000 made-up visitors: ${humans(told)} counted; 200 readers behind one address: ${counted} counted`);
      expect(counted).toBe(200);
    },
    patient(180_000),
  );

  it('believes no X-Forwarded-For but the proxy’s, and of it what the proxy wrote', async () => {
    const asMany = async (sent: (index: number) => Sent) => {
      const tickets = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => ({ who: sent(index), ticket: await site.open(sent(index)) })),
      );
      site.now += 2000;
      return new Set(
        (await site.became(20, () => each(tickets, ({ who, ticket }) => site.tell(who, ticket)))).facts.map(
          ({ reader }) => reader.visitor,
        ),
      ).size;
    };
    const forwarded = (header: string) => ({ 'x-forwarded-for': header });
    expect(await asMany((index) => ({ from: '198.51.100.50', headers: forwarded(`192.0.2.${index}`) }))).toBe(1);
    expect(await asMany((index) => ({ from: PROXY, headers: forwarded(`192.0.2.${index}, 198.51.100.51`) }))).toBe(1);
    expect(await asMany((index) => ({ from: PROXY, headers: forwarded(`192.0.2.${index}`) }))).toBe(20);
  });

  it(
    'counts a browser that reloads a thousand times once',
    async () => {
      const who = somebody();
      const told = await site.became(1000, async () => {
        for (let reloads = 0; reloads < 1000; reloads += 50) {
          const tickets = await Promise.all(Array.from({ length: 50 }, () => site.open(who)));
          site.now += 20_000;
          await each(tickets, (ticket) => site.tell(who, ticket));
        }
      });
      expect(humans(told)).toBe(1);
      expect(new Set(classesOf(told))).toEqual(new Set(['human', 'repeat', 'automated']));
    },
    patient(120_000),
  );

  it.each([
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-purpose': 'preview' },
    { 'x-moz': 'prefetch' },
  ])('does not count what was fetched in advance: %j', async (headers) => {
    expect(classesOf(await looked({ ...somebody(), headers: headers as unknown as Record<string, string> }))).toEqual([
      'prefetch',
    ]);
  });

  it('does not count bots, nor a script, nor who claims to have looked for longer than the page was there', async () => {
    const agents = [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'curl/8.5.0',
      'python-requests/2.31',
    ];
    for (const agent of agents) expect(classesOf(await looked({ ...somebody(), agent }))).toEqual(['known_bot']);
    expect(classesOf(await looked(somebody(), (ticket) => ({ ...ticket, visibleMs: 60_000 })))).toEqual(['automated']);
  });

  describe('what is no batch of facts', () => {
    const told = (fact: object) => JSON.stringify(site.told(fact));
    const raw = (name: string, value: string) => told({ [name]: 'HERE' }).replace('"HERE"', value);
    it.each<[string, number, () => string]>([
      ['a negative time', 422, () => told({ visibleMs: -1 })],
      ['a time of years', 422, () => told({ visibleMs: 1e12 })],
      ['a time beyond all numbers', 422, () => raw('visibleMs', '1e999')],
      ['NaN', 400, () => raw('visibleMs', 'NaN')],
      ['a time as text', 422, () => told({ visibleMs: '1000' })],
      ['half a millisecond', 422, () => told({ visibleMs: 0.5 })],
      ['more than all of it', 422, () => told({ share: 1.01 })],
      ['a kind of its own', 422, () => told({ kind: 'human' })],
      ['a class that is asked for', 422, () => told({ class: 'human' })],
      ['a whole referrer', 422, () => told({ referrer: 'https://elsewhere.example/a?b' })],
      ['65 facts', 422, () => JSON.stringify(site.told(...Array.from({ length: 65 }, () => ({}))))],
      ['no facts', 422, () => '{"facts":[]}'],
      ['33 KiB', 413, () => `${JSON.stringify(site.told({}))}${' '.repeat(33 * 1024)}`],
      ['no JSON', 400, () => 'so many views'],
      ['a list', 400, () => '[]'],
      ['a thousand lists in one another', 400, () => '['.repeat(1000)],
      ['a field twice', 400, () => '{"facts":[],"facts":[]}'],
      ['a prototype', 400, () => '{"__proto__":{},"facts":[]}'],
    ])('is refused: %s', async (_what, status, body) => {
      for (const type of ['application/json', 'text/plain;charset=UTF-8']) {
        const response = await site.post(somebody(), body(), type);
        expect(response.json()).toMatchObject({ status });
        expect(response.statusCode).toBe(status);
      }
    });

    it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
      'is refused as %s',
      async (type) => expect((await site.post(somebody(), told({}), type)).statusCode).toBe(415),
    );
  });

  it('takes user agents of 10 KB', async () => {
    const told = await looked({ ...somebody(), agent: `${FIREFOX} ${'x'.repeat(10_000)}` });
    expect(told.facts[0]!.reader.browser.length).toBeLessThan(60);
    expect(classesOf(told)).toEqual(['human']);
  });

  it.each(['application/json', 'text/plain', 'text/plain;charset=UTF-8', 'application/json; charset=utf-8'])(
    'takes %s, 64 facts at most',
    async (type) => {
      const who = somebody();
      const body = JSON.stringify(site.told(...Array.from({ length: 64 }, () => ({ kind: 'glimpse' }))));
      const told = await site.became(64, async () => expect(await site.post(who, body, type)).toMatchObject({ statusCode: 202 }));
      expect(told.facts).toHaveLength(64);
    },
  );

  it('counts readers who send Global Privacy Control as a total only, and Do Not Track where that is asked for', async () => {
    const gpc = await looked({ ...somebody(), headers: { 'sec-gpc': '1' } });
    expect(gpc).toEqual({ facts: [], retries: 0, optedOut: 1 });
    expect(classesOf(await looked({ ...somebody(), headers: { dnt: '1' } }))).toEqual(['human']);
    const strict = await SiteUnderAttack.open({ viewOptOut: ['dnt'] });
    try {
      const who: Sent = { headers: { dnt: '1' } };
      const ticket = await strict.open(who);
      strict.now += 2000;
      expect(await strict.became(1, () => strict.tell(who, ticket))).toEqual({ facts: [], retries: 0, optedOut: 1 });
      expect(classesOf(await strict.became(1, () => strict.tell({ headers: { 'sec-gpc': '1' } }, ticket)))).toEqual(['human']);
    } finally {
      await strict.close();
    }
  });

  it('lets pages of listed sites read the response, and no others', async () => {
    const listed = await SiteUnderAttack.open({ viewOrigins: ['https://app.example'] });
    try {
      const from = (origin: string) => listed.tell({ headers: { origin } }, {});
      const allowed = (await from('https://app.example')).headers;
      expect(allowed).toMatchObject({
        'access-control-allow-origin': 'https://app.example',
        vary: expect.stringMatching(/origin/i),
      });
      expect(allowed['access-control-allow-credentials']).toBeUndefined();
      for (const origin of ['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])
        expect((await from(origin)).headers['access-control-allow-origin']).toBeUndefined();
      expect(
        (await site.tell({ headers: { origin: 'https://app.example' } }, {})).headers['access-control-allow-origin'],
      ).toBeUndefined();
    } finally {
      await listed.close();
    }
  });

  it('refuses with Retry-After what is more than it keeps in memory, and keeps what it acknowledged', async () => {
    const small = await SiteUnderAttack.open({ trustedProxies: '' }, { messages: 3, bytes: 1024 * 1024 });
    try {
      const responses = await Promise.all(Array.from({ length: 40 }, () => small.tell({}, {})));
      const refused = responses.filter(({ statusCode }) => statusCode === 503);
      expect(refused.length).toBeGreaterThan(0);
      for (const response of refused) {
        expect(response.headers['retry-after']).toMatch(/^\d+$/);
        expect(response.json()).toMatchObject({ code: 'overloaded' });
      }
      const acknowledged = responses.filter(({ statusCode }) => statusCode === 202).length;
      expect(acknowledged + refused.length).toBe(40);
      await small.tell({}, {});
      await eventually(async () => expect((await small.sealed()).facts).toBe(acknowledged + 1));
    } finally {
      await small.close();
    }
  });
});
