import { FakePage, QUESTION } from './testing/fake-page.ts';

/** The question's own fact on a page like this. */
function factOn(options: ConstructorParameters<typeof FakePage>[0]) {
  const page = new FakePage(options);
  page.pass(2_000);
  return page.facts[0];
}

describe('A fact', () => {
  it('has what the page says, and nothing else', () => {
    expect(factOn({})).toEqual({
      kind: 'seen',
      question: QUESTION,
      answer: null,
      render: 'render-1',
      token: 'token-1',
      share: 1,
      visibleMs: 1_000,
      referrer: null,
      utmSource: null,
      screen: 'large',
      language: 'en-GB',
    });
  });

  it.each([
    ['https://news.example/item?id=7#top', 'news.example'],
    ['https://stoa.example/t/kafka', null],
    ['android-app://com.example.reader/', 'com.example.reader'],
    [`https://${'a'.repeat(300)}.example/`, 'a'.repeat(255)],
    ['about:blank', null],
    ['nonsense', null],
  ])('has of the referrer %s the host %s', (referrer, host) => expect(factOn({ referrer })).toMatchObject({ referrer: host }));

  it.each([
    ['?utm_source=newsletter&utm_campaign=x', 'newsletter'],
    ['?utm_source=', null],
    [`?utm_source=${'x'.repeat(100)}`, 'x'.repeat(80)],
    [`?utm_source=${'x'.repeat(79)}%F0%9F%98%80`, 'x'.repeat(79)],
  ])('has of %s the source %s', (search, utmSource) =>
    expect(factOn({ url: `https://stoa.example/q/1${search}` })).toMatchObject({ utmSource }),
  );

  it.each([
    [639, 'small'],
    [640, 'medium'],
    [1_023, 'medium'],
    [1_024, 'large'],
  ])('has of a screen %i px wide the class %s', (screenWidth, screen) =>
    expect(factOn({ screenWidth })).toMatchObject({ screen }),
  );

  it.each([
    ['', null],
    ['de-CH-1996', 'de-CH-1996'],
    ['x'.repeat(50), 'x'.repeat(35)],
  ])('has of the language %p %p', (language, told) => expect(factOn({ language })).toMatchObject({ language: told }));
});

describe('Requests', () => {
  const answers = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`answer-${n}`, 400]));
  const all = Object.fromEntries(Object.keys(answers).map((answer) => [answer, 400]));

  it('gather what is seen within a second', () => {
    const page = new FakePage({ answers: { first: 400, second: 400 } });
    page.see({ first: 400 });
    page.pass(300);
    page.see({ second: 400 });
    page.pass(1_700);
    expect(page.posts).toHaveLength(1);
    expect(page.told).toEqual(['seen question', 'seen first', 'seen second']);
  });

  it.each([
    ['short facts', {}],
    ['long ones', { url: `https://stoa.example/?utm_source=${'%E2%82%AC'.repeat(80)}`, referrer: `https://${'a'.repeat(255)}/` }],
  ])('have at most 64 facts and 32 KiB: %s', (_what, options) => {
    const page = new FakePage({ answers, ...options });
    page.see(all);
    page.pass(2_000);
    page.leave();
    expect(new Set(page.told).size).toBe(401);
    expect(page.told).toHaveLength(401);
    for (const { body } of page.posts) {
      expect(JSON.parse(body).facts.length).toBeLessThanOrEqual(64);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(32 * 1_024);
    }
  });

  it('go another way where the browser does not take a beacon', () => {
    const page = new FakePage({ beaconTakes: false });
    page.pass(2_000);
    expect(page.posts).toMatchObject([{ url: '/v1/views', by: 'fetch' }]);
  });
});

describe('A page is never harmed', () => {
  it.each([
    'IntersectionObserver',
    'performance',
    'navigator',
    'location',
    'screen',
    'fetch',
    'URL',
    'URLSearchParams',
    'Blob',
    'addEventListener',
    'setTimeout',
  ])('by a browser without %s', (missing) => {
    const page = new FakePage({ without: [missing], beaconTakes: false });
    page.see({ first: 400 });
    page.pass(2_000);
    page.hide();
    page.show();
    page.leave({ persisted: true });
    return page.comeBack(() => Promise.reject(new TypeError('offline')));
  });

  it.each([[{}], [{ question: QUESTION, render: 'r' }], [{ render: 'r', token: 't' }], [{ question: QUESTION, token: 't' }]])(
    'by marks that are missing: there are only %j',
    (data) => {
      const page = new FakePage({ data });
      page.pass(2_000);
      page.leave();
      expect(page.posts).toEqual([]);
    },
  );
});
