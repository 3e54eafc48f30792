import { topicKeyOf } from '@stoa/contracts';
import { LRUCache } from 'lru-cache';
import { cleanLine } from '../text/clean-line.ts';
import type { TextChanges } from '../import-report.ts';

const MOST = 5;
const NAME = 60;

/** Topic names of a post's tags: cleaned, each key once, at most five; what had to be dropped or changed is counted in `changes`. */
export function topicNames(tags: readonly string[], changes?: TextChanges): string[] {
  const names = new Map<string, string>();
  for (const tag of tags) {
    const name = cleanLine(tag, NAME, 'untitled', () => {
      if (changes) changes.topics++;
    });
    const key = keyOf(name);
    if (!names.has(key)) names.set(key, name);
  }
  if (changes && names.size > MOST) changes.topicsDropped++;
  return [...names.values()].slice(0, MOST);
}

/** Keys of names; sites have some ten thousand tags at most, so they are remembered. */
const remembered = new LRUCache<string, string>({ max: 20_000 });
export function keyOf(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const key = topicKeyOf(name);
  remembered.set(name, key);
  return key;
}
