import { KeyIndex } from './key-index.ts';
import { countedIn, greatestIn } from './pace.ts';
import { highOf, lowOf } from './pseudonyms.ts';
import type { Words } from './words.ts';

/** Marks the address of a crowd; no pace begins with these bits. */
const CROWD = 0xf0000000;
const isCrowd = (pace: number) => pace >= CROWD;
const crowdOf = (pace: number) => pace & ~CROWD;

/**
 * How fast visitors of a network came. A record: two words of pseudonym, then the pace; of a network with more than one visitor the address of
 * a crowd, which is a pace and the number of visitors of the day.
 */
export class Networks {
  private readonly index: KeyIndex;

  constructor(private readonly words: Words) {
    this.index = new KeyIndex(words);
  }

  get bytes(): number {
    return this.index.bytes;
  }

  visitorsOf(network: string): { atOnce: number; today: number } {
    const record = this.index.find(highOf(network), lowOf(network));
    if (record === 0) return { atOnce: 0, today: 0 };
    const pace = this.words.get(record + 2);
    if (!isCrowd(pace)) return { atOnce: greatestIn(pace), today: 1 };
    return { atOnce: greatestIn(this.words.get(crowdOf(pace))), today: this.words.get(crowdOf(pace) + 1) };
  }

  /** A visitor came for the first time today. */
  visitorCame(network: string, at: number): void {
    const { words } = this;
    const record = this.index.find(highOf(network), lowOf(network));
    if (record === 0) return this.add(network, countedIn(0, at, 1));
    const pace = words.get(record + 2);
    if (!isCrowd(pace)) {
      const crowd = words.push(countedIn(pace, at, 1));
      words.push(2);
      return words.set(record + 2, (CROWD | crowd) >>> 0);
    }
    const crowd = crowdOf(pace);
    words.set(crowd, countedIn(words.get(crowd), at, 1));
    words.set(crowd + 1, words.get(crowd + 1) + 1);
  }

  private add(network: string, pace: number): void {
    const record = this.words.push(highOf(network));
    this.words.push(lowOf(network));
    this.words.push(pace);
    this.index.add(record);
  }
}
