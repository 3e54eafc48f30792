import { Fingerprints } from './fingerprints.ts';

/** As many of the last entries are kept at least, and twice as many at most. */
const KEPT = 50_000;

/** A map that keeps its last entries only, for what anybody may send without end. */
export class RecentFingerprints {
  private newer = new Fingerprints();
  private older = new Fingerprints();

  constructor(private readonly kept = KEPT) {}

  get bytes(): number {
    return this.newer.bytes + this.older.bytes;
  }

  /** 0 where nothing was set, or long ago. */
  get(text: string): number {
    return this.newer.get(text) || this.older.get(text);
  }

  set(text: string, value: number): void {
    this.newer.set(text, value);
    if (this.newer.size < this.kept) return;
    this.older = this.newer;
    this.newer = new Fingerprints();
  }
}
