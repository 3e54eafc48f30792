import { LRUCache } from 'lru-cache';

/** At most this many bytes of pages are kept. */
const LIMIT = 128 * 1024 * 1024;

export interface CachedPage<B> {
  readonly questionId: string;
  readonly etag: string;
  readonly body: B;
  /** Of its JSON, which is what it counts for, whatever form the body has. */
  readonly bytes: number;
}

interface Entry<B> extends CachedPage<B> {
  /** Of the read models when this page was last known to be what they say. */
  version: string | undefined;
}

/** Assembled pages by id, least recently used out first. It never returns a stale page: a page is valid for a version of the read models, or for its tag. */
export class PageCache<B = Uint8Array> {
  private readonly pages: LRUCache<string, Entry<B>> | undefined;
  hits = 0;
  misses = 0;

  /** `limit` in bytes; 0 keeps nothing. A page of more than a quarter of it is not kept. */
  constructor(limit = LIMIT) {
    if (limit < 4) return;
    this.pages = new LRUCache({
      maxSize: limit,
      maxEntrySize: Math.floor(limit / 4),
      sizeCalculation: ({ bytes }: Entry<B>) => Math.max(1, bytes),
    });
  }

  /** Whether some page of this id is kept; one that is not counts as a miss. */
  has(id: string): boolean {
    const has = this.pages?.has(id) ?? false;
    if (!has) this.misses++;
    return has;
  }

  /** The page, if no read model has changed since it was put or confirmed. */
  fresh(id: string, version: string | undefined): CachedPage<B> | undefined {
    const page = this.pages?.peek(id);
    return page !== undefined && version !== undefined && page.version === version ? this.used(id) : undefined;
  }

  /** The page, if it has this tag; it counts as fresh for this version from now on. */
  confirmed(id: string, etag: string, version: string | undefined): CachedPage<B> | undefined {
    const page = this.pages?.peek(id);
    if (page?.etag !== etag) {
      this.misses++;
      return undefined;
    }
    page.version = version;
    return this.used(id);
  }

  put(id: string, { questionId, etag, body, bytes }: CachedPage<B>, version: string | undefined): void {
    this.pages?.set(id, { questionId, etag, body, bytes, version });
  }

  private used(id: string): CachedPage<B> | undefined {
    this.hits++;
    return this.pages?.get(id);
  }
}
