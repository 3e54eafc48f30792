import { seeded } from '@stoa/testing';
import { KeyIndex } from './key-index.ts';
import { Words } from './words.ts';

const setUp = () => {
  const words = new Words();
  const index = new KeyIndex(words);
  const add = (high: number, low: number) => {
    const address = words.push(high);
    words.push(low);
    index.add(address);
    return address;
  };
  return { index, add };
};

describe('an index of keys', () => {
  it('finds each record by its whole key, and by no other', () => {
    const { index, add } = setUp();
    const random = seeded(1);
    const keys = Array.from({ length: 20_000 }, () => [random.below(2 ** 32), random.below(2 ** 32)] as const);
    const addresses = keys.map(([high, low]) => add(high, low));
    expect(keys.map(([high, low]) => index.find(high, low))).toEqual(addresses);
    // Nothing but one bit differs: neither segment, slot nor tag tell them apart.
    expect(keys.filter(([high, low]) => index.find((high ^ 16) >>> 0, low) !== 0)).toEqual([]);
    expect(keys.filter(([high, low]) => index.find(high, (low ^ 1) >>> 0) !== 0)).toEqual([]);
  });

  it('takes at most six bytes a record at every size', () => {
    const { index, add } = setUp();
    const random = seeded(2);
    const sizes: number[] = [];
    for (let records = 1; records <= 20_000; records++) {
      add(random.below(2 ** 32), random.below(2 ** 32));
      if (records > 2000) sizes.push(index.bytes / records);
    }
    expect(Math.max(...sizes)).toBeLessThan(6);
  });

  it('finds records whose keys are all but the same', () => {
    const { index, add } = setUp();
    const addresses = Array.from({ length: 300 }, (_, low) => add(7, low));
    expect(addresses.map((_, low) => index.find(7, low))).toEqual(addresses);
    expect([index.find(7, 300), index.find(8, 0)]).toEqual([0, 0]);
  });
});
