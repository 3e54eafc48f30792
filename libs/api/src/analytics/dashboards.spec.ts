import { apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { ID, type Holder } from '../testing/fake-contexts.ts';
import { sessionOf } from '../testing/sessions.ts';

let api: ApiUnderTest;
beforeAll(async () => void (api = await apiUnderTest()));
afterAll(() => api.app.close());
beforeEach(() => (api.contexts.failure = undefined));

const page = (url: string, holder?: Holder) =>
  api.app.inject({ url, headers: holder ? { cookie: sessionOf(holder).cookie } : {} });

describe('the header', () => {
  it.each([
    ['analyst', '<a href="/analytics">Analytics</a>'],
    ['admin', '<a href="/analytics">Analytics</a>'],
    ['member', '<a href="/analytics/mentors/ada">Your views</a>'],
  ] as const)('leads a %s to the views that they may see', async (holder, link) => {
    for (const url of ['/', '/q/what-is-it', '/what-counts-as-a-view']) expect((await page(url, holder)).body).toContain(link);
  });

  it('leads nobody else anywhere', async () => expect((await page('/')).body).not.toMatch(/\/analytics/));

  it('does without where nobody can be asked', async () => {
    api.contexts.failure = new Error('The mentors are away.');
    const { statusCode, body } = await page('/what-counts-as-a-view', 'member');
    expect(statusCode).toBe(200);
    expect(body).toContain('Sign out');
    expect(body).not.toContain('Your views');
  });
});

describe('an explanation', () => {
  it('leads who may see it to the answer’s dashboard', async () => {
    const link = `href="/analytics/answers/${ID}"`;
    expect((await page(`/a/${ID}/views`, 'analyst')).body).toContain(link);
    expect((await page(`/a/${ID}/views`, 'member')).body).toContain(link);
    expect((await page(`/a/${ID}/views`)).body).not.toContain(link);
  });
});

describe('a table as CSV', () => {
  it.each([
    ['from=2026-12-01&to=2026-01-01', 'The first day is after the last one.'],
    ['tz=Mars/Olympus', 'There is no time zone'],
    ['f=colour:red', 'is not a filter'],
  ])('is refused where a page would say what it left out: %s', async (search, why) => {
    const { statusCode, body } = await page(`/analytics?csv=by-country&${search}`, 'analyst');
    expect(statusCode).toBe(422);
    expect(body).toContain(why);
    expect((await page(`/analytics?${search}`, 'analyst')).statusCode).toBe(200);
  });

  it('is a file', async () => {
    const { headers, body } = await page('/analytics?csv=by-country', 'analyst');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="views-by-country.csv"',
      'cache-control': 'private, no-store',
    });
    expect(body).toBe('country,views,visitors\r\n2026-11-24,1,1\r\n');
  });
});
