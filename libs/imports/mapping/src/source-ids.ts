import type { ImportedPerson } from '@stoa/contracts';
import { derivedId } from '@stoa/kernel';
import { LRUCache } from 'lru-cache';

/** Deriving an id costs microseconds and the same ones come up again and again; so many of them are kept. */
const REMEMBERED = 50_000;

/** Ids of what one source tells: the same row has the same id in every run and on every machine. */
export class SourceIds {
  private readonly known = new LRUCache<string, string>({ max: REMEMBERED });

  constructor(readonly source: string) {}

  of = (...parts: readonly string[]): string => derivedId(this.source, ...parts);
  post = (id: string): string => this.remembered('post', id);
  member = ({ kind, id }: ImportedPerson): string => this.remembered(kind, id);

  private remembered(kind: string, id: string): string {
    const key = `${kind} ${id}`;
    let derived = this.known.get(key);
    if (derived !== undefined) return derived;
    derived = this.of(kind, id);
    this.known.set(key, derived);
    return derived;
  }
}
