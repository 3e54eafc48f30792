import { countryOf } from './addresses/country.ts';
import { isPrefetch, wantsNoTracking, type TrackingSignal } from './signals.ts';

describe('signals against tracking', () => {
  const both: TrackingSignal[] = ['gpc', 'dnt'];
  it.each([
    [{ 'sec-gpc': '1' }, both, true],
    [{ dnt: '1' }, both, true],
    [{ dnt: ['1', '0'] }, both, true],
    [{ 'sec-gpc': '1' }, ['dnt'] as TrackingSignal[], false],
    [{ dnt: '1' }, ['gpc'] as TrackingSignal[], false],
    [{ dnt: '1', 'sec-gpc': '1' }, [], false],
    [{ dnt: '0', 'sec-gpc': '0' }, both, false],
    [{ dnt: 'null', 'sec-gpc': 'true' }, both, false],
    [{}, both, false],
  ])('%j, of which %j are honoured: %s', (headers, honour, expected) => expect(wantsNoTracking(headers, honour)).toBe(expected));
});

describe('a page fetched in advance', () => {
  it.each([
    [{ 'sec-purpose': 'prefetch' }, true],
    [{ 'sec-purpose': 'prefetch;prerender' }, true],
    [{ 'sec-purpose': 'prefetch;anonymous-client-ip' }, true],
    [{ 'sec-purpose': 'prerender' }, true],
    [{ purpose: 'prefetch' }, true],
    [{ purpose: 'Prefetch' }, true],
    [{ 'x-purpose': 'preview' }, true],
    [{ 'x-moz': 'prefetch' }, true],
    [{ 'sec-purpose': 'nothing-prefetched' }, false],
    [{ 'sec-purpose': '' }, false],
    [{ purpose: 'reading' }, false],
    [{ 'sec-fetch-dest': 'document' }, false],
    [{}, false],
  ])('%j: %s', (headers, expected) => expect(isPrefetch(headers)).toBe(expected));
});

describe('a country', () => {
  it.each([
    ['CH', 'CH'],
    [' ch ', 'CH'],
    ['XK', 'XK'],
    ['XX', null],
    ['T1', null],
    ['EU', null],
    ['CHE', null],
    ['', null],
    ['C\u0000', null],
    ['=1+1', null],
    ['x'.repeat(10_240), null],
    [undefined, null],
  ])('%j is %s', (value, country) => {
    expect(countryOf({ 'cf-ipcountry': value }, 'CF-IPCountry', true)).toBe(country);
    expect(countryOf({ 'cf-ipcountry': value }, 'CF-IPCountry', false)).toBeNull();
    expect(countryOf({ 'cf-ipcountry': value }, undefined, true)).toBeNull();
  });
});
