import { plainRequest } from './dashboard-request.ts';
import { readDashboardRequest } from './read-dashboard-request.ts';

const read = (search: string) => readDashboardRequest({ kind: 'site' }, new URLSearchParams(search));
const plain = plainRequest({ kind: 'site' }, 'UTC');

it('is the last 28 days, compared, where nothing is said', () => expect(read('')).toEqual(plain));

it('takes two days for a custom period', () => {
  expect(read('from=2026-01-01&to=2026-01-31')).toEqual({
    ...plain,
    period: { name: 'custom', from: '2026-01-01', to: '2026-01-31' },
  });
});

it.each([
  'period=yesterday',
  'period=custom',
  'period=custom&from=2026-02-30&to=2026-03-01',
  'period=custom&from=2026-03-02&to=2026-03-01',
  'period=custom&from=1900-01-01&to=2026-03-01',
  'metric=clicks',
  'metric=__proto__',
  'tab=funnels',
  'tz=Mars/Olympus_Mons',
  `tz=${'x'.repeat(10_000)}`,
  'f=country',
  'f=time:day:2026-01-01',
  'f=constructor:x',
  `f=country:${'x'.repeat(501)}`,
  'view=everything',
])('falls back and says so: %s', (search) => {
  const { notes, ...request } = read(search);
  expect({ ...request, notes: [] }).toEqual(plain);
  expect(notes).toHaveLength(1);
  expect(notes[0]!.length).toBeLessThan(200);
});

it.each(['page=0', 'page=-1', 'page=1.5', 'page=1e9', 'page=NaN', 'page='])(
  'begins with the first page of a list: %s',
  (search) => {
    const { list, notes } = read(`view=country&${search}`);
    expect(list).toEqual({ dimension: 'country', page: 1, search: '' });
    expect(notes).toHaveLength(1);
  },
);

it('takes so many filters and no more, each once', () => {
  const { filters, notes } = read(Array.from({ length: 25 }, (_, index) => `f=country:${index}&f=country:${index}`).join('&'));
  expect(filters).toHaveLength(20);
  expect(notes.length).toBeGreaterThan(0);
});

it('compares nothing with what was before all time', () => expect(read('period=all').compare).toBe(false));

it('takes the time zone that is usual here', () => {
  const usual = { timezone: 'Asia/Tokyo' };
  expect(readDashboardRequest({ kind: 'site' }, new URLSearchParams(), usual).timezone).toBe('Asia/Tokyo');
});
