import { cookieIn } from './cookies.ts';

it.each([
  [undefined, undefined],
  ['', undefined],
  ['session=a', 'a'],
  ['theme=dark; session=a=b; session=c', 'a=b'],
  ['other-session=a', undefined],
  ['session', undefined],
  ['=session', undefined],
  [' session = a ', 'a'],
])('in %j it is %j', (header, value) => expect(cookieIn(header, 'session')).toBe(value));
