import { FrequentVisitors } from './frequent-visitors.ts';
import { KeyIndex } from './key-index.ts';
import { highOf, lowOf } from './pseudonyms.ts';
import type { Targets } from './targets.ts';
import type { Words } from './words.ts';

/** Twice the address of the visitor's next page; odd where the page is a visitor's. */
const NEXT = 2;
const ENTRIES = 3;
const OWNED = 1;
const ENTRY = 1;
const COUNTED = 2;
const WAS_FIRST = 4;
/** Where an entry's record of the target begins. */
const RECORD_AT = 3;
/** Counted views of a visitor that are walked at most. */
const MOST_WALKED = 64;

/**
 * What was told of things on pages, and what of it counted. A page: two words of render, the visitor's next page, entries. An entry: the record
 * of its target with marks, and what was told. Behind the last entry stands 0, or where further ones are, times two: entries that come together
 * take two words each. What counted on a page is one visitor's, who owns it; only such pages are walked for what a visitor has
 * seen, and of who sees much that is in a table. Every visitor begins with a page, which is that of the first render, and takes what has none.
 */
export class Pages {
  private readonly index: KeyIndex;
  private readonly frequent: FrequentVisitors;

  constructor(
    private readonly words: Words,
    private readonly targets: Targets,
  ) {
    this.index = new KeyIndex(words);
    this.frequent = new FrequentVisitors(targets);
  }

  get bytes(): number {
    return this.index.bytes + this.frequent.bytes;
  }

  /** The page of a render; 0 for none. */
  find(render: string): number {
    return this.index.find(highOf(render), lowOf(render));
  }

  /** Adds the page of a render, which is a visitor's first page where that is given and has none. */
  add(render: string, first: number): number {
    const page = first !== 0 && this.hasNoRender(first) ? first : this.push(0);
    this.words.set(page, highOf(render));
    this.words.set(page + 1, lowOf(render));
    this.index.add(page);
    return page;
  }

  /** Adds a visitor's first page. */
  addFirst(): number {
    return this.push(OWNED);
  }

  /** What was told of the thing on this page; 0 for nothing. */
  told(page: number, thing: number): number {
    const entry = this.entryOf(page, thing);
    return entry === 0 ? 0 : this.words.get(entry + 1);
  }

  tell(page: number, record: number, toldAfter: (before: number) => number): void {
    const entry = this.entryOf(page, this.targets.thingIn(record)) || this.addEntry(page, record);
    this.words.set(entry + 1, toldAfter(this.words.get(entry + 1)));
  }

  /** Whether a view of the thing has been counted on one of the visitor's pages. */
  isCounted(first: number, thing: number): boolean {
    if (this.frequent.has(first)) return this.frequent.isCounted(first, thing);
    return this.someCounted(first, (record) => this.targets.thingIn(record) === thing);
  }

  /** Those of `firsts` that a view of the record still is. */
  firstsLeft(first: number, record: number, firsts: number): number {
    if (this.frequent.has(first)) return this.frequent.firstsLeft(first, record, firsts);
    let left = firsts;
    this.someCounted(first, (earlier, wasFirst) => {
      if (wasFirst) left = this.targets.firstsAfter(earlier, record, left);
      return false;
    });
    return left;
  }

  /** Counts a view on a page, or where that is 0 or another visitor's, on the visitor's first. */
  count(first: number, page: number, record: number, wasFirst: boolean): void {
    if (this.frequent.has(first)) return this.frequent.count(first, record, wasFirst);
    const owned = page !== 0 && this.own(first, page) ? page : first;
    const known = this.entryOf(owned, this.targets.thingIn(record));
    const isFree = known !== 0 && (this.words.get(known) & COUNTED) === 0;
    const entry = isFree ? known : this.addEntry(owned, record);
    this.words.set(entry, ((record << RECORD_AT) | ENTRY | COUNTED | (wasFirst ? WAS_FIRST : 0)) >>> 0);
    let counted = 0;
    if (!this.someCounted(first, () => ++counted > MOST_WALKED)) return;
    this.someCounted(first, (earlier, earlierWasFirst) => {
      this.frequent.count(first, earlier, earlierWasFirst);
      return false;
    });
  }

  /** Walks what was counted on the visitor's pages until `isWanted` is true; whether it was. */
  private someCounted(first: number, isWanted: (record: number, wasFirst: boolean) => boolean): boolean {
    for (let page = first; page !== 0; page = this.nextOf(page))
      for (let entry = this.entryAt(page + ENTRIES); entry !== 0; entry = this.entryAt(entry + 2)) {
        const word = this.words.get(entry);
        if (word & COUNTED && isWanted(word >>> RECORD_AT, (word & WAS_FIRST) > 0)) return true;
      }
    return false;
  }

  private hasNoRender(page: number): boolean {
    return this.words.get(page) === 0 && this.words.get(page + 1) === 0;
  }

  /** Gives the visitor a page that nobody owns; false where it is another visitor's. */
  private own(first: number, page: number): boolean {
    const { words } = this;
    if ((words.get(page + NEXT) & OWNED) === 0) {
      words.set(page + NEXT, words.get(first + NEXT));
      words.set(first + NEXT, (page << 1) | OWNED);
      return true;
    }
    let own = first;
    while (own !== 0 && own !== page) own = this.nextOf(own);
    return own !== 0;
  }

  private nextOf(page: number): number {
    return this.words.get(page + NEXT) >>> 1;
  }

  private entryOf(page: number, thing: number): number {
    let entry = this.entryAt(page + ENTRIES);
    while (entry !== 0 && this.targets.thingIn(this.words.get(entry) >>> RECORD_AT) !== thing) entry = this.entryAt(entry + 2);
    return entry;
  }

  /** The entry at a place, or where the entries go on from there; 0 at their end. */
  private entryAt(place: number): number {
    const word = this.words.get(place);
    if ((word & ENTRY) !== 0) return place;
    return word === 0 ? 0 : word >>> 1;
  }

  private push(next: number): number {
    const page = this.words.push(0);
    this.words.push(0);
    this.words.push(next);
    this.words.push(0);
    return page;
  }

  private addEntry(page: number, record: number): number {
    const { words } = this;
    let end = page + ENTRIES;
    for (let entry = this.entryAt(end); entry !== 0; entry = this.entryAt(end)) end = entry + 2;
    const word = ((record << RECORD_AT) | ENTRY) >>> 0;
    const isLast = end + 1 === words.end;
    const entry = isLast ? end : words.push(0);
    words.set(end, entry << 1);
    words.set(entry, word);
    words.push(0);
    words.push(0);
    return entry;
  }
}
