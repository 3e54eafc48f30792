import { ownOrigin } from './own-origin.ts';

it.each([
  ['http://localhost:3000', 'localhost:3000'],
  ['https://stoa.example', 'stoa.example'],
  ['https://stoa.example', 'stoa.example:443'],
  ['https://stoa.example', 'STOA.example'],
  ['http://[::1]:3000', '[::1]:3000'],
])('%s is the origin of %s', (origin, host) => expect(ownOrigin({ origin, host }).origin).toBe(origin));

it.each([
  [undefined, 'stoa.example'],
  ['null', 'stoa.example'],
  ['', 'stoa.example'],
  ['https://evil.example', 'stoa.example'],
  ['https://stoa.example.evil.example', 'stoa.example'],
  ['https://sub.stoa.example', 'stoa.example'],
  ['https://stoa.example:8443', 'stoa.example'],
  ['http://stoa.example', 'stoa.example:443'],
  ['file://stoa.example', 'stoa.example'],
  ['stoa.example', 'stoa.example'],
  ['https://stoa.example', undefined],
  ['https://stoa.example', '%'],
])('%j is not that of %j', (origin, host) => {
  expect(() => ownOrigin({ ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) })).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  );
});
