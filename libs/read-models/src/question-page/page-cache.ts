/** At most this many bytes of pages are kept. */
const LIMIT = 64 * 1024 * 1024;

interface CachedPage {
  etag: string;
  body: Uint8Array;
}

/** Spliced pages by id, least recently used out first. An entry counts only for the tag that it was put under, so nothing stale is served. */
export class PageCache {
  private readonly pages = new Map<string, CachedPage>();
  private bytes = 0;
  hits = 0;
  misses = 0;

  constructor(private readonly limit = LIMIT) {}

  get(id: string, etag: string): Uint8Array | undefined {
    const page = this.pages.get(id);
    if (page?.etag !== etag) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    this.pages.delete(id);
    this.pages.set(id, page);
    return page.body;
  }

  put(id: string, etag: string, body: Uint8Array): void {
    this.remove(id);
    if (body.length > this.limit / 4) return;
    this.pages.set(id, { etag, body });
    this.bytes += body.length;
    for (const oldest of this.pages.keys()) {
      if (this.bytes <= this.limit) break;
      this.remove(oldest);
    }
  }

  private remove(id: string): void {
    const page = this.pages.get(id);
    if (!page) return;
    this.pages.delete(id);
    this.bytes -= page.body.length;
  }
}
