import { UrlPattern, addressed } from './url-pattern.ts';

const ID = '7d9a4c1e-93b1-5f60-8f0b-2b6f0c1d9e57';

it.each([
  ['/q/{question}', '/q/tea', { question: 'tea', answer: null }],
  ['/q/{question}', '/q/Tea/', { question: 'tea', answer: null }],
  ['/q/{question}', `/q/${ID.toUpperCase()}`, { question: ID, answer: null }],
  ['/q/{question}/a/{answer}', `/q/tea/a/${ID}`, { question: 'tea', answer: ID }],
  ['/blog/*/{question}.html', '/blog/geekery/ssl-latency.html', { question: 'ssl-latency', answer: null }],
  ['/questions/*/{question}', '/questions/12/tea', { question: 'tea', answer: null }],
  ['/q/{question}', '/q/tea/a/x', undefined],
  ['/q/{question}', '/q/', undefined],
  ['/q/{question}', '/q/../etc', undefined],
  ['/q/{question}', '/q/a b', undefined],
  ['/q/{question}/a/{answer}', '/q/tea/a/first', undefined],
  ['/blog/*/{question}.html', '/blog/geekery/ssl-latencyxhtml', undefined],
])('%s finds in %s %j', (pattern, path, expected) => expect(new UrlPattern(pattern).named(path)).toEqual(expected));

it.each(['q/{question}', '/q', '/q/{answer}', '/q/{question}/{question}', '/q/{slug}', '/q/{question}?x'])(
  'refuses %s',
  (pattern) => expect(() => new UrlPattern(pattern)).toThrow('--pattern must be a path'),
);

it('takes the address that a proxy gets, and none that is not one', () => {
  expect(addressed('http://site.example/q/caf%C3%A9?utm_source=a')).toMatchObject({ path: '/q/café' });
  expect(addressed('/q/%E0%A4%A')).toBeUndefined();
  expect(addressed('*')).toBeUndefined();
});
