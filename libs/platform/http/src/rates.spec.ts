import { NO_RATES, RATES, parseRates } from './rates.ts';

it('takes what an operator leaves out from the defaults', () => {
  expect(parseRates('')).toEqual(RATES);
  expect(parseRates('writes=40/10, requests=off')).toEqual({
    ...RATES,
    writes: { points: 40, seconds: 10 },
    requests: undefined,
  });
  expect(parseRates('off')).toEqual(NO_RATES);
});

it.each(['writes', 'writes=', 'writes=0/60', 'writes=1/0', 'writes=-1/60', 'writes=1.5/60', 'reads=1/60', 'toString=1/60', 'on', 'writes=1/60;x'])(
  'refuses %j',
  (text) => expect(() => parseRates(text)).toThrow(RangeError),
); // prettier-ignore
