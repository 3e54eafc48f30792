import { nextPath, signInPath } from './next-path.ts';

it.each([
  ['/', '/'],
  ['/analytics?period=28d&filter=a%2Fb', '/analytics?period=28d&filter=a%2Fb'],
  ['/q/%C3%A9', '/q/%C3%A9'],
  ['/q/é', '/q/%C3%A9'],
  ['/a#fragment', '/a'],
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/%5Cevil.example', '/%5Cevil.example'],
  ['/a/../b', '/b'],
])('%s is a path of the site', (next, path) => expect(nextPath(next)).toBe(path));

it.each([
  undefined,
  '',
  'analytics',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/.\\\\evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '//user@evil.example/',
  '//[',
  '/sign-in?next=/a',
  '/sign-out',
  `/${'a'.repeat(3000)}`,
])('%j leads to the start page', (next) => expect(nextPath(next)).toBe('/'));

it('what it gives is of the site, however often it is read', () => {
  for (const next of ['/.//a', '/a/.././/b', '/;//a', '/?//a', '/a%0d%0aset-cookie:b']) {
    const path = nextPath(next);
    expect(new URL(path, 'https://stoa.example').host).toBe('stoa.example');
    expect(nextPath(path)).toBe(path);
  }
});

it('signing in comes back to where one was', () => {
  expect(signInPath('/analytics?a=b&c=d')).toBe('/sign-in?next=%2Fanalytics%3Fa%3Db%26c%3Dd');
  expect(signInPath('//evil.example')).toBe('/sign-in');
});
