import { RecentFingerprints } from './recent-fingerprints.ts';

describe('the last entries of an endless list', () => {
  it('are kept, and older ones are forgotten, in bounded memory', () => {
    const recent = new RecentFingerprints(1000);
    for (let index = 0; index < 100_000; index++) recent.set(`entry ${index}`, index);
    expect([recent.get('entry 99999'), recent.get('entry 99000'), recent.get('entry 90000')]).toEqual([99_999, 99_000, 0]);
    expect(recent.bytes).toBeLessThan(100_000);
  });
});
