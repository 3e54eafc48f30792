import { combinedLine } from './combined-line.ts';

const LINE =
  '203.0.113.7 - ada [17/May/2025:10:05:03 +0200] "GET /q/tea?utm_source=news HTTP/1.1" 200 512 "https://search.example/?q=tea" "Mozilla/5.0 (X11)"';

it('reads what Apache and nginx write', () =>
  expect(combinedLine(LINE)).toEqual({
    address: '203.0.113.7',
    at: Date.UTC(2025, 4, 17, 8, 5, 3),
    method: 'GET',
    url: '/q/tea?utm_source=news',
    status: 200,
    referrer: 'https://search.example/?q=tea',
    userAgent: 'Mozilla/5.0 (X11)',
  }));

it.each([
  ['an address of version 6', LINE.replace('203.0.113.7', '2001:db8::1'), { address: '2001:db8::1' }],
  ['a user name with a space', LINE.replace(' ada ', ' ada lovelace '), { method: 'GET' }],
  ['a user name that is a command', LINE.replace(' ada ', " ';echo '[S]';' "), { method: 'GET' }],
  ['no referrer and no agent', LINE.replace(/"https.*/, '"-" "-"'), { referrer: undefined, userAgent: undefined }],
  ['a quote within', LINE.replace('(X11)', String.raw`(a \"b\")`), { userAgent: 'Mozilla/5.0 (a "b")' }],
  ['fields behind it', `${LINE} "203.0.113.9" 0.003`, { status: 200 }],
  ['no size', LINE.replace(' 512 ', ' - '), { status: 200 }],
  ['junk for a request', LINE.replace(/"GET[^"]*"/, String.raw`"\x16\x03\x01"`), { method: '', url: '' }],
  ['a zone west of Greenwich', LINE.replace('+0200', '-0330'), { at: Date.UTC(2025, 4, 17, 13, 35, 3) }],
])('takes a line with %s', (_what, line, expected) => expect(combinedLine(line)).toMatchObject(expected));

it.each([
  ['an open quote', LINE.slice(0, -1)],
  ['a day that there is not', LINE.replace('17/May', '31/Feb')],
  ['a month that there is not', LINE.replace('May', 'Mai')],
  ['the common format', LINE.replace(/ "https.*/, '')],
  ['nothing', ''],
  ['quotes without end', `203.0.113.7 - - [17/May/2025:10:05:03 +0200] ${'"\\'.repeat(10_000)}`],
  ['brackets without end', `203.0.113.7 - ${' [17/May/2025:10:05:03 +0200]'.repeat(1000)}`],
])('refuses %s', (_what, line) => expect(combinedLine(line)).toBeUndefined());
