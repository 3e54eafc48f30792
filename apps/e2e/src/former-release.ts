import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '@stoa/kernel';
import { Cast, Client, eventually } from '@stoa/testing';
import type { Deployment } from '@stoa/dev-servers/deployments';

/** Another browser than the reader's of a fixture: on the day on which that was made it would be the same visitor. */
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0';
/** A view needs a second. */
const LOOKED_AT_MS = 1100;
/** Of the one mentor who was verified, and then changed the title. */
const TITLE_AFTER_VERIFICATION = 'Head of tea';
const FIXTURE = join(import.meta.dirname, '../fixtures/former-release');

/** What the former release left in its log, and what it served of it. */
export interface Former {
  readonly events: number;
  readonly head: string;
  /** Over the canonical JSON of each stored event, by position, a line each. */
  readonly sha256: string;
  readonly tokens: Readonly<Record<'asker' | 'reader' | 'mentor' | 'laptop' | 'revoked', string>>;
  readonly rated: { readonly question: string; readonly answer: string };
  readonly repeat: { readonly path: string; readonly key: string; readonly body: object; readonly id: string };
  readonly imports: Readonly<Record<'batch' | 'views', { readonly path: string; readonly body: object }>>;
  readonly readModels: Readonly<Record<string, readonly { table: string; rows: number; sha256: string }[]>>;
  readonly served: readonly { path: string; status: number; shown: object }[];
}

/** Former releases by name: what they left, and how to unpack it. */
export const formers = [
  { name: 'the release before views were judged', folder: FIXTURE },
  { name: 'the release with views, without checksums', folder: join(FIXTURE, 'with-views') },
].map(({ name, folder }) => ({
  name,
  ...(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<'dataFolder' | 'stack', Former>),
  unpack: (what: 'data-folder' | 'stack', into: string): void =>
    void execFileSync('tar', ['-xzf', join(folder, `${what}.tar.gz`), '-C', into]),
}));

/** An event as it lies in the store, whatever today's code makes of it when it reads it. */
export interface StoredEvent {
  readonly type: string;
  readonly data: unknown;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly meta: unknown;
}

/** Today's code over what the former release left. */
export interface Upgraded extends Deployment {
  /** The log by position, read past our own code. */
  stored(): Promise<StoredEvent[]>;
  /** Folds the whole log from scratch; resolves when every read model holds the result. */
  verify(): Promise<void>;
}

/** What the former release said, where a person's visible name is called `name`; topics (`key`) and totals (`counts`) have names of their own. */
function inTodaysWords<T>(said: T): T {
  if (typeof said !== 'object' || said === null) return said;
  if (Array.isArray(said)) return said.map(inTodaysWords) as T;
  const ofPerson = !('key' in said) && !('counts' in said);
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [ofPerson && name === 'name' ? 'displayName' : name, inTodaysWords(value)]),
  ) as T;
}

/** What the former release showed, less what today's code decides differently of the same log: a verification ends with the title that it was of. */
function asDecidedToday<T>(said: T): T {
  if (typeof said !== 'object' || said === null) return said;
  if (Array.isArray(said)) return said.map(asDecidedToday) as T;
  const ended = 'verified' in said && 'title' in said && said.title === TITLE_AFTER_VERIFICATION ? { verified: false } : {};
  return { ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, asDecidedToday(value)])), ...ended } as T;
}

/** What has to hold after an upgrade, whatever kind of deployment it was. */
export function upgrades(was: Former, open: () => Promise<Upgraded>): void {
  let stoa: Upgraded;
  let cast: Cast;
  beforeAll(async () => {
    stoa = await open();
    cast = new Cast(stoa);
  });
  afterAll(() => stoa?.stop());

  const question = `/v1/questions/${was.rated.question}`;
  /** The answer that is rated, on its page. */
  const ratedAfter = async (position: string) => {
    const { answers } = await cast.anyone.must('GET', `${question}/page?after=${position}`);
    return answers.find(({ id }: { id: string }) => id === was.rated.answer);
  };
  const by = (token: string) => new Client(stoa.url, { authorization: `Bearer ${token}` });
  const hashOf = (events: readonly StoredEvent[]) => sha256(events.map((event) => `${canonicalJson(event)}\n`).join(''));

  it('brings every read model up to its own code', async () => {
    const brought = async () => {
      const { items } = await cast.admin.must('GET', '/v1/projections');
      expect(items.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(Object.keys(was.readModels)));
      for (const item of items) {
        expect(item).toMatchObject({ state: 'live', current: true, documentsWaiting: 0 });
        expect(item.position >= was.head).toBe(true);
      }
    };
    await eventually(brought, { timeout: 110_000, interval: 100 });
  });

  it('leaves the log as it was', async () => {
    const events = await stoa.stored();
    expect({ events: events.length, sha256: hashOf(events) }).toEqual({ events: was.events, sha256: was.sha256 });
  });

  it.each(was.served)('shows the same at $path', async ({ path, status, shown }) => {
    expect(await cast.anyone.get(path)).toMatchObject({ status, body: asDecidedToday(inTodaysWords(shown)) });
  });

  it('has read models that equal a fold of the whole log', () => stoa.verify());

  it('takes tokens of before, and none that was revoked', async () => {
    const rate = (token: string, rating: string) => by(token).put(`/v1/answers/${was.rated.answer}/rating`, { rating });
    const [raul, tom] = [await rate(was.tokens.reader, 'not-helpful'), await rate(was.tokens.laptop, 'clear')];
    expect([raul.status, tom.status]).toEqual([200, 200]);
    expect((await ratedAfter(tom.body.position)).ratings).toEqual({ helpful: 1, notHelpful: 1 });
    expect((await rate(was.tokens.revoked, 'helpful')).status).toBe(401);
  });

  it('goes on with streams of before', async () => {
    const asker = by(was.tokens.asker);
    await asker.must('PUT', `${question}/acceptance`, { body: { answerId: was.rated.answer } });
    const tag = (await cast.anyone.get(question)).headers.get('etag') as string;
    const change = { body: { title: 'How long do you brew it?' }, headers: { 'if-match': tag } };
    const { position } = await asker.must('PATCH', question, change);
    expect(await ratedAfter(position)).toMatchObject({ rank: 1, accepted: true });
    expect((await cast.anyone.must('GET', `${question}/page`)).question.title).toBe(change.body.title);
  });

  it('knows a request of before by its key', async () => {
    const { path, key, body, id } = was.repeat;
    const before = (await stoa.stored()).length;
    const again = await by(was.tokens.asker).post(path, body, { 'idempotency-key': key });
    expect(again).toMatchObject({ body: { id } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await by(was.tokens.asker).post(path, { ...body, body: 'Another.' }, { 'idempotency-key': key });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await stoa.stored()).toHaveLength(before);
  });

  it('knows what was imported before', async () => {
    const before = (await stoa.stored()).length;
    for (const { path, body } of Object.values(was.imports)) await cast.admin.must('POST', path, { body: inTodaysWords(body) });
    expect(await stoa.stored()).toHaveLength(before);
  });

  it('counts views on top of those of before', async () => {
    const { total, imported } = (await ratedAfter(was.head)).views;
    const counts = [{ questionId: was.rated.question, answerId: was.rated.answer, views: 5 }];
    const { position } = await cast.admin.must('POST', '/v1/imports/views', { body: { source: 'today', counts } });
    await eventually(async () =>
      expect((await ratedAfter(position)).views).toEqual({ total: total + 5, imported: imported + 5 }),
    );
  });

  it('seals what readers of a page of before have seen, and counts it', async () => {
    const before = (await ratedAfter(was.head)).views;
    const sealedBefore = (await stoa.stored()).filter(({ type }) => type === 'ViewsRecorded.v1').length;
    const reader = new Client(stoa.url, { 'user-agent': FIREFOX });
    const ticket = await reader.must('GET', `${question}/render`);
    await new Promise((resolve) => setTimeout(resolve, LOOKED_AT_MS));
    const seen = { kind: 'seen', question: was.rated.question, answer: was.rated.answer, share: 1, visibleMs: 1000, ...ticket };
    expect((await reader.post('/v1/views', { facts: [seen, seen] })).status).toBe(202);
    await eventually(async () => {
      const sealed = (await stoa.stored()).filter(({ type }) => type === 'ViewsRecorded.v1');
      expect(sealed).toHaveLength(sealedBefore + 1);
      const previous = sealedBefore === 0 ? null : expect.stringMatching(/^[0-9a-f]{64}$/);
      expect(sealed.at(-1)!.data).toMatchObject({ classes: { human: 1 }, retries: 1, previous });
      expect((await ratedAfter(was.head)).views).toEqual({ ...before, total: before.total + 1 });
    });
  });

  it('writes behind what was there, and changes none of it', async () => {
    const events = await stoa.stored();
    expect(events.length).toBeGreaterThan(was.events);
    expect(hashOf(events.slice(0, was.events))).toBe(was.sha256);
    await stoa.verify();
  });
}
