import { seeded, type Random } from '../chance.ts';
import { pageAt, type Page } from './page.ts';

const FRESH_MS = 6 * 86_400_000;

/** Few pages have most readers, as Zipf found for words; a new one is looked at more in its first days. */
export class Popularity {
  private readonly ranked: readonly Page[];

  constructor(pages: readonly Page[], seed: number) {
    const random = seeded(seed);
    this.ranked = pages
      .map((page) => ({ page, draw: random() }))
      .sort((a, b) => a.draw - b.draw)
      .map(({ page }) => page);
  }

  /** A page as it is at a time; undefined where there is none yet. */
  readonly find = (random: Random, at: number): Page | undefined => {
    const weights = this.ranked.map((page, rank) => weightAt(page, rank, at));
    let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => (rest -= weight) < 0);
    return index < 0 ? undefined : pageAt(this.ranked[index]!, at);
  };

  /** The page at this place among those that there are. */
  at(rank: number, time: number): Page | undefined {
    const there = this.ranked.flatMap((page) => pageAt(page, time) ?? []);
    return there[rank % Math.max(1, there.length)];
  }
}

function weightAt(page: Page, rank: number, at: number): number {
  if (at <= page.at || at >= page.until) return 0;
  return (at - page.at < FRESH_MS ? 4 : 1) / (rank + 1.5) ** 0.9;
}
