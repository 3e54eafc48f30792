import { KeyIndex } from './key-index.ts';
import { countedIn, greatestIn } from './pace.ts';
import { highOf, lowOf } from './pseudonyms.ts';
import type { Words } from './words.ts';

const PACE = 2;
const FIRST_PAGE = 3;

/** Who came, how fast, and where their pages begin. A record: two words of pseudonym, the pace, and the first page right behind it. */
export class Visitors {
  private readonly index: KeyIndex;

  constructor(
    private readonly words: Words,
    private readonly addFirstPage: () => number,
  ) {
    this.index = new KeyIndex(words);
  }

  get bytes(): number {
    return this.index.bytes;
  }

  /** 0 for who has not come. */
  find(visitor: string): number {
    return this.index.find(highOf(visitor), lowOf(visitor));
  }

  add(visitor: string): number {
    const record = this.words.push(highOf(visitor));
    this.words.push(lowOf(visitor));
    this.words.push(0);
    this.addFirstPage();
    this.index.add(record);
    return record;
  }

  firstPageOf(record: number): number {
    return record + FIRST_PAGE;
  }

  /** The greatest number of facts within ten minutes. */
  factsOf(record: number): number {
    return greatestIn(this.words.get(record + PACE));
  }

  came(record: number, at: number, facts: number): void {
    this.words.set(record + PACE, countedIn(this.words.get(record + PACE), at, facts));
  }
}
