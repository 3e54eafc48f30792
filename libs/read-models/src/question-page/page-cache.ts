/** At most this many bytes of pages are kept. */
const LIMIT = 128 * 1024 * 1024;

export interface CachedPage {
  readonly etag: string;
  readonly body: Uint8Array;
}

interface Entry extends CachedPage {
  /** Of the read models when this page was last known to be what they say. */
  version: string | undefined;
}

/** Spliced pages by id, least recently used out first. Nothing stale is given: a page counts for a version of the read models, or for its tag. */
export class PageCache {
  private readonly pages = new Map<string, Entry>();
  private bytes = 0;
  hits = 0;
  misses = 0;

  constructor(private readonly limit = LIMIT) {}

  /** Whether some page of this id is kept; one that is not counts as a miss. */
  has(id: string): boolean {
    const has = this.pages.has(id);
    if (!has) this.misses++;
    return has;
  }

  /** The page, if no read model has changed since it was put or confirmed. */
  fresh(id: string, version: string | undefined): CachedPage | undefined {
    const page = this.pages.get(id);
    return page !== undefined && version !== undefined && page.version === version ? this.used(id, page) : undefined;
  }

  /** The page, if it has this tag; it counts as fresh for this version from now on. */
  confirmed(id: string, etag: string, version: string | undefined): CachedPage | undefined {
    const page = this.pages.get(id);
    if (page?.etag !== etag) {
      this.misses++;
      return undefined;
    }
    page.version = version;
    return this.used(id, page);
  }

  put(id: string, { etag, body }: CachedPage, version: string | undefined): void {
    this.remove(id);
    if (body.length > this.limit / 4) return;
    this.pages.set(id, { etag, body, version });
    this.bytes += body.length;
    for (const oldest of this.pages.keys()) {
      if (this.bytes <= this.limit) break;
      this.remove(oldest);
    }
  }

  private used(id: string, page: Entry): CachedPage {
    this.hits++;
    this.pages.delete(id);
    this.pages.set(id, page);
    return page;
  }

  private remove(id: string): void {
    const page = this.pages.get(id);
    if (!page) return;
    this.pages.delete(id);
    this.bytes -= page.body.length;
  }
}
