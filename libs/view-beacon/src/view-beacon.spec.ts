import { FakePage, QUESTION, WINDOW_HEIGHT } from './testing/fake-page.ts';

const GATHERED = 1_000;

describe('An answer is seen', () => {
  it('when half of it has been visible for a second', () => {
    const page = new FakePage();
    page.see({ first: 200 });
    page.pass(1_000 + GATHERED);
    expect(page.told).toEqual(['seen question', 'seen first']);
    expect(page.facts[1]).toMatchObject({
      question: QUESTION,
      render: 'render-1',
      token: 'token-1',
      share: 0.5,
      visibleMs: 1_000,
    });
  });

  it('not before', () => {
    const page = new FakePage();
    page.see({ first: 200 });
    page.pass(999);
    page.see({ first: 0 });
    page.pass(60_000);
    expect(page.told).toEqual(['seen question']);
  });

  it('not with a pixel less', () => {
    const page = new FakePage();
    page.see({ first: 199 });
    page.pass(60_000);
    expect(page.told).toEqual(['seen question']);
  });

  it('not in two spells of less than a second', () => {
    const page = new FakePage();
    for (let spell = 0; spell < 5; spell++) {
      page.see({ first: 400 });
      page.pass(900);
      page.see({ first: 100 });
      page.pass(100);
    }
    expect(page.told).toEqual(['seen question']);
  });

  it('by half of the window where it is taller than that', () => {
    const page = new FakePage({ answers: { tall: 100 * WINDOW_HEIGHT, taller: 400 * WINDOW_HEIGHT } });
    page.see({ tall: WINDOW_HEIGHT / 2, taller: WINDOW_HEIGHT / 2 - 1 });
    page.pass(1_000 + GATHERED);
    expect(page.told).toEqual(['seen question', 'seen tall']);
    expect(page.facts[1]).toMatchObject({ share: 0.5 });
    page.see({ taller: WINDOW_HEIGHT });
    page.pass(1_000 + GATHERED);
    expect(page.facts[2]).toMatchObject({ answer: 'taller', share: 1 });
  });

  it.each([2, 20, 400])('in small steps, too, of an answer of %i windows', (windows) => {
    const page = new FakePage({ answers: { tall: windows * WINDOW_HEIGHT } });
    for (let visible = 0; visible < WINDOW_HEIGHT / 2; visible += 10) page.see({ tall: visible });
    page.pass(60_000);
    expect(page.told).toEqual(['seen question']);
    for (let visible = WINDOW_HEIGHT / 2; visible <= WINDOW_HEIGHT * 0.52; visible += 1) page.see({ tall: visible });
    page.pass(1_000 + GATHERED);
    expect(page.told).toEqual(['seen question', 'seen tall']);
  });

  it('also where the browser does not say how high the window is', () => {
    const page = new FakePage({ answers: { tall: 10 * WINDOW_HEIGHT } });
    page.see({ tall: WINDOW_HEIGHT / 2 }, null);
    page.pass(1_000 + GATHERED);
    expect(page.told).toContain('seen tall');
  });

  it('once, however often it comes back', () => {
    const page = new FakePage();
    for (let visit = 0; visit < 4; visit++) {
      page.see({ first: 400 });
      page.pass(5_000);
      page.see({ first: 0 });
      page.pass(5_000);
    }
    expect(page.told).toEqual(['seen question', 'seen first']);
  });

  it('never where it has no height', () => {
    const page = new FakePage({ answers: { empty: 0 } });
    page.see({ empty: 0 });
    page.pass(5_000);
    page.leave();
    expect(page.told).toEqual(['seen question']);
  });
});

describe('A hidden page', () => {
  it('sees nothing, not even the question', () => {
    const page = new FakePage({ hidden: true });
    page.see({ first: 400 });
    page.pass(60_000);
    page.leave();
    expect(page.posts).toEqual([]);
  });

  it('begins from zero when it is shown again', () => {
    const page = new FakePage();
    page.see({ first: 400 });
    page.pass(900);
    page.hide();
    page.pass(60_000);
    page.show();
    page.pass(999);
    expect(page.told).toEqual(['glimpse first']);
    page.pass(1 + GATHERED);
    expect(page.told).toEqual(['glimpse first', 'seen question', 'seen first']);
  });

  it.each([true, false])(
    'is one that is prerendered, until a reader opens it, whether it says that it is hidden: %p',
    (hidden) => {
      const page = new FakePage({ prerendering: true, hidden });
      page.see({ first: 400 });
      page.pass(60_000);
      expect(page.posts).toEqual([]);
      page.activate();
      page.see({ first: 400 });
      page.pass(1_000 + GATHERED);
      expect(page.told).toEqual(['seen question', 'seen first']);
    },
  );
});

describe('When the page is left', () => {
  it('what was visible in part, or too briefly, was a glimpse; what was not visible is not told', () => {
    const page = new FakePage({ answers: { part: 400, brief: 400, below: 400 } });
    page.see({ part: 100, brief: 400, below: 0 });
    page.pass(500);
    page.see({ brief: 0 });
    page.leave();
    expect(page.facts).toMatchObject([
      { kind: 'glimpse', answer: 'part', share: 0.25, visibleMs: 0 },
      { kind: 'glimpse', answer: 'brief', share: 1, visibleMs: 500 },
    ]);
  });

  it('a glimpse is told once, and a look after it can still be a view', () => {
    const page = new FakePage();
    page.see({ first: 100 });
    page.hide();
    page.show();
    page.hide();
    page.show();
    page.see({ first: 400 });
    page.pass(1_000 + GATHERED);
    expect(page.told).toEqual(['glimpse first', 'seen question', 'seen first']);
  });

  it('a share just below half is not told as half', () => {
    const page = new FakePage({ answers: { part: 1_000 } });
    page.see({ part: 499.9 }, { height: 1_000 });
    page.leave();
    expect(page.facts).toMatchObject([{ kind: 'glimpse', share: 0.49 }]);
  });

  it('the visible time of each seen answer is told, over all its spells', () => {
    const page = new FakePage();
    page.see({ first: 400 });
    page.pass(3_000);
    page.see({ first: 0 });
    page.pass(10_000);
    page.see({ first: 400 });
    page.pass(400);
    page.leave();
    expect(page.facts.at(-1)).toMatchObject({ kind: 'time', answer: 'first', visibleMs: 3_400 });
    expect(page.told.filter((fact) => fact === 'time first')).toHaveLength(1);
  });

  it('again with the greater total if it comes back, and not where it is no greater', () => {
    const page = new FakePage();
    page.see({ first: 400 });
    page.pass(3_000);
    page.hide();
    page.show();
    page.hide();
    page.show();
    page.pass(2_000);
    page.leave();
    expect(page.facts.filter(({ kind }) => kind === 'time').map(({ visibleMs }) => visibleMs)).toEqual([3_000, 5_000]);
    expect(page.told.filter((fact) => fact.startsWith('seen'))).toEqual(['seen question', 'seen first']);
  });

  it('what was gathered is sent at once', () => {
    const page = new FakePage();
    page.see({ first: 400 });
    page.pass(1_001);
    expect(page.posts).toEqual([]);
    page.leave();
    expect(page.told).toEqual(['seen question', 'seen first', 'time first']);
    expect(page.posts).toHaveLength(1);
  });

  it('no time exceeds a day', () => {
    const page = new FakePage();
    page.see({ first: 400 });
    page.pass(3 * 86_400_000);
    page.leave();
    expect(page.facts.at(-1)).toMatchObject({ kind: 'time', visibleMs: 86_400_000 });
  });
});

describe('A page out of the back/forward cache', () => {
  const left = () => {
    const page = new FakePage();
    page.see({ first: 400 });
    page.pass(3_000);
    page.leave({ persisted: true });
    return page;
  };

  it('is not one that was loaded', () => {
    const page = new FakePage();
    page.loaded();
    expect(page.asked).toEqual([]);
  });

  it('begins anew with a new render', async () => {
    const page = left();
    const before = page.facts.length;
    await page.comeBack(async () => ({ render: 'render-2', token: 'token-2' }));
    expect(page.asked).toEqual([`/v1/questions/${QUESTION}/render`]);
    page.see({ first: 400 });
    page.pass(2_000);
    page.leave();
    expect(page.told.slice(before)).toEqual(['seen question', 'seen first', 'time first']);
    expect(page.facts.slice(before)).toMatchObject(Array(3).fill({ render: 'render-2', token: 'token-2' }));
    expect(page.facts.at(-1)).toMatchObject({ visibleMs: 2_000 });
  });

  it.each([
    ['there is no new render', () => Promise.reject(new TypeError('offline'))],
    ['the server refuses', async () => ({ type: 'about:blank', status: 503 })],
  ])('tells nothing more where %s', async (_why, next) => {
    const page = left();
    const before = page.posts.length;
    await page.comeBack(next);
    page.see({ first: 400 });
    page.pass(5_000);
    page.leave();
    expect(page.posts).toHaveLength(before);
  });
});
