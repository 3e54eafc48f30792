import { gatheringMs } from './gathering.ts';

describe('a relay', () => {
  it('that publishes quickly keeps the next event no longer than it took for the last', () => {
    for (const took of [0, 0.4, 3]) expect(gatheringMs(1, took)).toBe(took);
  });

  it('that is under load gathers small batches, for 25 ms at most', () => {
    expect(gatheringMs(5, 24)).toBe(24);
    expect(gatheringMs(5, 4000)).toBe(25);
  });

  it('waits for nothing after a large batch: the next one is large by itself', () => expect(gatheringMs(100, 4000)).toBe(0));
});
