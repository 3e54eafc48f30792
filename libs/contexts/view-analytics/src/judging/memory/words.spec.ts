import { Words } from './words.ts';

describe('a list of words', () => {
  it('keeps each where it was put', () => {
    const words = new Words();
    const addresses = Array.from({ length: 20_000 }, (_, value) => words.push(value));
    words.set(addresses[5000]!, 0xffffffff);
    expect(addresses[0]).toBeGreaterThan(0);
    expect([4095, 4096, 5000, 19_999].map((index) => words.get(addresses[index]!))).toEqual([4095, 4096, 0xffffffff, 19_999]);
  });

  it('throws where it is full, before an address no longer fits', () => {
    const words = new Words(8192);
    while (words.end < 8192) words.push(1);
    expect(() => words.push(1)).toThrow(RangeError);
    expect(words.get(8191)).toBe(1);
  });
});
